import type { Request } from '@learnova/platform/request';
import { absence } from '../absence/absence.subject.ts';
import { account } from '../account/account.subject.ts';
import { evaluation } from '../feedback/evaluation.subject.ts';
import { feedback } from '../feedback/feedback.subject.ts';
import { leave } from '../leave/leave.subject.ts';
import { reminder } from '../reminder/reminder.subject.ts';
import { result } from '../result/result.subject.ts';
import { work } from '../work/work.subject.ts';
import type { Notification } from './notification.entity.ts';
import type { Known, Subject, Told } from './subject.ts';

/** All that people are told of. */
export const subjects: readonly Subject[] = [
  ...[absence, reminder, leave, feedback, evaluation, work, result],
  account,
];

const byKind = new Map<string, Subject>(
  subjects.flatMap((subject) => subject.kinds.map((kind) => [kind, subject] as const)),
);

export function subjectOf({ kind }: Pick<Notification, 'kind'>): Subject {
  const subject = byKind.get(kind);
  if (!subject) throw new Error(`nobody words a notification of ${kind}`);
  return subject;
}

/** Of whom the person who asks may know now, matter by matter; nobody in particular knows of nobody. */
export async function knownNow(request: Request): Promise<ReadonlyMap<Subject, Known>> {
  if (request.actor.kind !== 'person') return new Map();
  const known = await Promise.all(subjects.map((subject) => subject.known(request)));
  return new Map(subjects.map((subject, n) => [subject, known[n] ?? new Set()]));
}

/** @param known as `knownNow` found it */
export function knownOf(
  known: ReadonlyMap<Subject, Known>,
  notification: Pick<Notification, 'kind'>,
): (studentId: string) => boolean {
  const students = known.get(subjectOf(notification)) ?? new Set();
  return (studentId) => students === 'everybody' || students.has(studentId);
}

/** What of a notification is left: statements about children, as far as they may be known. */
export function ofWhom(
  { statements }: Pick<Notification, 'statements'>,
  mayKnow: (studentId: string) => boolean,
): readonly Told[] {
  return statements.filter(({ studentId }) => studentId === undefined || mayKnow(studentId));
}
