import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { LeaveState } from './leave-state.enum.ts';

export function typeUnknown(): Refusal {
  return refusal(
    'LEAVE_TYPE_UNKNOWN',
    'The school has no such kind of leave for this person. Choose another one.',
    {
      field: ['input', 'leaveTypeId'],
    },
  );
}

export function grantOwn(): Refusal {
  const message =
    'Nobody gives days of leave to themselves, or to a child of theirs. Somebody else of the office does.';
  return refusal('LEAVE_GRANT_OWN', message, { field: ['input', 'personIds'] });
}

export function tooLate(noticeDays: number): Refusal {
  const message = `This kind of leave is asked for ${noticeDays} days before it begins. Choose later days, or ask the office.`;
  return refusal('LEAVE_NOTICE', message, { field: ['input', 'firstDay'], noticeDays });
}

export function over(retroactiveDays: number): Refusal {
  const message =
    retroactiveDays === 0
      ? 'This kind of leave is asked for before it begins. Ask the office.'
      : `This kind of leave is asked for within ${retroactiveDays} days. Ask the office.`;
  return refusal('LEAVE_OVER', message, { field: ['input', 'firstDay'], retroactiveDays });
}

export function nothingToMiss(): Refusal {
  const message = 'There is no working or school day in this time, so no leave is needed. Choose other days.';
  return refusal('LEAVE_NO_WORKING_TIME', message, { field: ['input', 'firstDay'] });
}

export function tooLong(days: number, maxDays: number): Refusal {
  const message = `This is ${days} days, and this kind of leave has at most ${maxDays} at a time. Ask for fewer.`;
  return refusal('LEAVE_TOO_LONG', message, { field: ['input', 'lastDay'], days, maxDays });
}

export function overlaps(leaveRequestId: string): Refusal {
  const message = 'There is another leave in this time. Withdraw or cancel it first, or choose other days.';
  return refusal('LEAVE_OVERLAPS', message, { field: ['input', 'firstDay'], leaveRequestId });
}

const done: Record<LeaveState, string> = {
  PENDING: 'waits for a decision',
  APPROVED: 'is approved',
  DECLINED: 'is declined',
  WITHDRAWN: 'is withdrawn',
  CANCELLED: 'is cancelled',
};

export function notNow(state: LeaveState): Refusal {
  return refusal('LEAVE_STATE', `This request ${done[state]}, so this is not possible. Load it again.`, {
    state,
  });
}

export function begun(): Refusal {
  const message = 'This leave has begun, so the office alone takes it back. Ask there.';
  return refusal('LEAVE_BEGUN', message);
}
