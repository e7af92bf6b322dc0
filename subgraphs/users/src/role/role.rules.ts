import { refusal } from '@learnova/platform/refusal';
import { type Dated, decideInterval, overlap } from '../dated.rules.ts';
import type { AssignRoleInput } from './role.inputs.ts';

/** A new assignment. Throws BAD_USER_INPUT, or ROLE_HELD where the person holds this very role there on one of the days. */
export function decideRole(input: AssignRoleInput, earlier: readonly Dated[]) {
  const days = decideInterval(input.from, input.to);
  const taken = earlier.find((one) => overlap(one, days));
  if (taken) {
    const end = taken.to ? ` to ${taken.to}` : '';
    const sentence = `This person holds this role here from ${taken.from}${end}. End that one first.`;
    throw refusal('ROLE_HELD', sentence, { field: ['input', 'from'] });
  }
  const { personId, role, organizationId } = input;
  return { personId, role, organizationId, ...days };
}
