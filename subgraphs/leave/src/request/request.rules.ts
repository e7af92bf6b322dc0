import { addDays } from '@learnova/platform/local-time';
import { badInput } from '@learnova/platform/refusal';
import { type Balance, refuseBeyond, sharesOf } from '../balance/balance.rules.ts';
import { halfDay, isSpan, leaveYearOf, overlap, type Slot, type Span } from '../calendar/half-days.rules.ts';
import type { LeaveType } from '../type/leave-type.entity.ts';
import type { LeaveCapacity, LeaveState } from './leave-state.enum.ts';
import { begun, nothingToMiss, notNow, over, overlaps, tooLate, tooLong } from './request.refusals.ts';

/** The most days from the first to the last. */
const longest = 366;

/** What a decision upon a request is taken on. */
export interface Grounds {
  readonly type: Pick<
    LeaveType,
    'hasBalance' | 'maxDaysPerRequest' | 'noticeDays' | 'retroactiveDays' | 'yearStartsInMonth'
  >;
  /** The half days of the span that the person would have worked. */
  readonly slots: readonly Slot[];
  /** Leave of the person that stands: asked for or granted. */
  readonly others: readonly (Span & { readonly id: string })[];
  readonly balances: readonly Balance[];
  /** The day it is at the person's school. */
  readonly today: string;
  /** The office knows why it asks late. */
  readonly byOffice: boolean;
}

export interface ValuedSlot extends Slot {
  readonly leaveYear: number;
  readonly hundredths: number;
}

/** A span that a person may mean. @throws BAD_USER_INPUT */
export function decideSpan(span: Span): Span {
  if (!isSpan(span)) throw badInput(['input', 'lastDay'], 'Leave ends no earlier than it begins.');
  if (span.lastDay >= addDays(span.firstDay, longest))
    throw badInput(
      ['input', 'lastDay'],
      `One leave lasts ${longest} days at most, from its first to its last.`,
    );
  return span;
}

/**
 * What a request is worth, where it may be made: in time, of days that are worked, no longer than the kind of leave allows, beside
 * no other leave, and with as much left as it takes.
 */
export function decideRequest(
  span: Span,
  { type, slots, others, balances, today, byOffice }: Grounds,
): ValuedSlot[] {
  if (!byOffice) refuseOutOfTime(span.firstDay, type, today);
  const other = others.find((one) => overlap(one, span));
  if (other) throw overlaps(other.id);
  if (slots.length === 0) throw nothingToMiss();
  const valued = slots.map((slot) => ({
    ...slot,
    leaveYear: leaveYearOf(slot.date, type.yearStartsInMonth),
    hundredths: halfDay,
  }));
  const hundredths = valued.length * halfDay;
  if (type.maxDaysPerRequest !== null && hundredths > type.maxDaysPerRequest * 100)
    throw tooLong(hundredths / 100, type.maxDaysPerRequest);
  if (type.hasBalance) refuseBeyond(balances, sharesOf(valued));
  return valued;
}

function refuseOutOfTime(
  firstDay: string,
  { noticeDays, retroactiveDays }: Grounds['type'],
  today: string,
): void {
  if (firstDay < addDays(today, -retroactiveDays)) throw over(retroactiveDays);
  if (firstDay < addDays(today, noticeDays) && noticeDays > 0) throw tooLate(noticeDays);
}

export type LeaveAct = 'APPROVE' | 'DECLINE' | 'WITHDRAW' | 'CANCEL';

/** From which state each act leads where: all that can become of a request. */
export const acts: Readonly<Record<LeaveAct, { readonly from: LeaveState; readonly to: LeaveState }>> = {
  APPROVE: { from: 'PENDING', to: 'APPROVED' },
  DECLINE: { from: 'PENDING', to: 'DECLINED' },
  WITHDRAW: { from: 'PENDING', to: 'WITHDRAWN' },
  CANCEL: { from: 'APPROVED', to: 'CANCELLED' },
};

/** Where an act leads. The family and staff cancel what has not begun; the office at any time. */
export function decideAct(
  act: LeaveAct,
  leave: { readonly state: LeaveState; readonly firstDay: string },
  capacity: LeaveCapacity,
  today: string,
): LeaveState {
  const { from, to } = acts[act];
  if (leave.state !== from) throw notNow(leave.state);
  if (act === 'CANCEL' && capacity !== 'OFFICE' && leave.firstDay <= today) throw begun();
  return to;
}

/** A reason or a comment; null where nothing is said. */
export function decideNote(note: string | null | undefined, field: string, isNeeded = false): string | null {
  const trimmed = note?.trim() ?? '';
  if (trimmed.length > 500 || (isNeeded && trimmed.length === 0))
    throw badInput(['input', field], `This takes ${isNeeded ? 1 : 0} to 500 characters.`);
  return trimmed.length === 0 ? null : trimmed;
}
