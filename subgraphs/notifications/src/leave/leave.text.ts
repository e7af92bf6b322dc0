import { dayInWords } from '../notification/day-in-words.ts';
import type { Letter } from '../notification/subject.ts';
import type { LeaveKind, LeaveTold } from './leave.rules.ts';

/** Of one request, and of several. */
const titles: Readonly<Record<LeaveKind, readonly [string, string]>> = {
  LEAVE_REQUESTED: ['A request for leave waits for you', 'Requests for leave wait for you'],
  LEAVE_REMINDER: ['A request for leave still waits for you', 'Requests for leave still wait for you'],
  LEAVE_APPROVED: ['Leave was granted', 'Leave was granted'],
  LEAVE_DECLINED: ['Leave was not granted', 'Leave was not granted'],
  LEAVE_WITHDRAWN: ['A request for leave was withdrawn', 'Requests for leave were withdrawn'],
  LEAVE_CANCELLED: ['Leave was cancelled', 'Leave was cancelled'],
};

const becameOf: Readonly<Record<LeaveKind, string>> = {
  LEAVE_REQUESTED: 'was asked for, and waits for a decision',
  LEAVE_REMINDER: 'was asked for two days ago or earlier, and waits for a decision',
  LEAVE_APPROVED: 'was granted',
  LEAVE_DECLINED: 'was not granted',
  LEAVE_WITHDRAWN: 'was asked for, and is no longer',
  LEAVE_CANCELLED: 'was cancelled',
};

export function titleOf(kind: LeaveKind, count: number): string {
  return titles[kind][count === 1 ? 0 : 1];
}

/** A sentence for each request, without names. */
export function bodyOf(kind: LeaveKind, told: readonly LeaveTold[]): string {
  return told.map((one) => `Leave ${daysOf(one)} ${becameOf[kind]}.`).join(' ');
}

/** @param nameOf of a student, for the family */
export function letterOf(
  kind: LeaveKind,
  receiver: string,
  told: readonly LeaveTold[],
  nameOf: (studentId: string) => string,
): Letter {
  const whose = ({ to, studentId }: LeaveTold) => {
    if (to === 'SELF') return 'Your leave';
    return to === 'FAMILY' && studentId ? `Leave of ${nameOf(studentId)}` : 'Leave';
  };
  const lines = told.map((one) => `- ${whose(one)} ${daysOf(one)} ${becameOf[kind]}.`);
  const closing = 'Sign in to read more of it. Questions are for the school office.';
  const text = [`Dear ${receiver},`, '', ...lines, '', closing, ''].join('\n');
  return { subject: titleOf(kind, told.length), text };
}

function daysOf({ firstDay, lastDay }: LeaveTold): string {
  if (firstDay === lastDay) return `on ${dayInWords(firstDay)}`;
  return `from ${dayInWords(firstDay)} to ${dayInWords(lastDay)}`;
}
