import { overlaps } from '@learnova/platform/interval';
import { badInput, refusal } from '@learnova/platform/refusal';
import { type Dated, decideInterval } from '../dated.rules.ts';
import type { GuardianshipTermsInput } from './guardianship.inputs.ts';

/**
 * The flags and days of a new guardianship. Throws BAD_USER_INPUT, or GUARDIANSHIP_EXISTS where this adult stands for this
 * child on one of the days already.
 */
export function decideGuardianship(
  guardianId: string,
  input: GuardianshipTermsInput,
  earlier: readonly Dated[],
) {
  const days = decideInterval(input.from, input.to);
  if (guardianId === input.studentId)
    throw badInput(['input', 'guardianId'], 'Nobody is their own guardian.');
  if (input.priority < 1)
    throw badInput(['input', 'priority'], 'Priority counts from 1: who is called first.');
  const taken = earlier.find((one) => overlaps(one, days));
  if (taken) {
    const end = taken.to ? ` to ${taken.to}` : '';
    const sentence = `This adult is a guardian of this child from ${taken.from}${end}. End that one first.`;
    throw refusal('GUARDIANSHIP_EXISTS', sentence, { field: ['input', 'from'] });
  }
  const { studentId, recordsAccess, notifyAttendance, livesWith, legal, pays, priority } = input;
  return {
    guardianId,
    studentId,
    recordsAccess,
    notifyAttendance,
    livesWith,
    legal,
    pays,
    priority,
    ...days,
  };
}

/** A reason as it is filed; null where none is given. Throws BAD_USER_INPUT. */
export function decideReason(reason: string | null | undefined): string | null {
  const text = reason?.trim() ?? '';
  if (text.length > 1_000) throw badInput(['input', 'reason'], 'A reason has 1,000 characters at most.');
  return text === '' ? null : text;
}

/** An end is told with its reason: custody is decided, not toggled. Throws BAD_USER_INPUT. */
export function decideEndReason(reason: string): string {
  const text = decideReason(reason);
  if (text === null) throw badInput(['input', 'reason'], 'Say why it ends.');
  return text;
}
