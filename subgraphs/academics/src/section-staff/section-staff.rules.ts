import { covers, holdsOn, overlaps } from '@learnova/platform/interval';
import { badInput, notFound, refusal } from '@learnova/platform/refusal';
import { type Days, days, firstDayAway } from '../days.rules.ts';
import type { SessionDays } from '../session/session.rules.ts';

export interface AssignmentFacts {
  readonly term: SessionDays;
  /** When the person was, is or will be a teacher at the section's school. */
  readonly asTeacher: readonly Days[];
  /** The person's assignments to this section. */
  readonly inSection: readonly Days[];
}

/**
 * Decides from when to when a member of staff teaches a section: within its term, while a teacher at its school, and not twice. Without
 * an end of its own it ends when the person ceases to be one, as far as that is known, and else with the section.
 */
export function decideAssignment(wanted: Days, { term, asTeacher, inSection }: AssignmentFacts): Days {
  if (asTeacher.length === 0) throw notFound('teacher');
  if (wanted.to !== null && wanted.to <= wanted.from)
    throw badInput(['input', 'to'], '`to` is the first day without the teacher: it is later than `from`.');
  if (!holdsOn(term, wanted.from) || (wanted.to !== null && wanted.to > term.to)) {
    const sentence = `The term runs from ${term.from} to the day before ${term.to}. Choose days in it.`;
    throw refusal('ACADEMICS_OUTSIDE_TERM', sentence, {
      field: ['input', holdsOn(term, wanted.from) ? 'to' : 'from'],
      term: days(term),
    });
  }
  const begins = asTeacher.some((role) => holdsOn(role, wanted.from));
  const ceases = firstDayAway(asTeacher, wanted.from);
  const needed = { from: wanted.from, to: wanted.to ?? wanted.from };
  if (!begins || !covers({ from: wanted.from, to: ceases }, needed)) {
    const sentence =
      'This person is not a teacher at the school on all of these days. Choose days on which they are.';
    throw refusal('ACADEMICS_NOT_A_TEACHER', sentence, {
      field: ['input', begins ? 'to' : 'from'],
      asTeacher: asTeacher.map(days),
    });
  }
  const isEndedByRole = wanted.to === null && ceases !== null && ceases < term.to;
  const assignment = { from: wanted.from, to: isEndedByRole ? ceases : wanted.to };
  const others = inSection.filter((other) => overlaps(other, assignment));
  if (others.length > 0) {
    const sentence =
      'This person teaches the section on some of these days already. End that assignment first.';
    throw refusal('ACADEMICS_ALREADY_TEACHES', sentence, {
      field: ['input', 'staffId'],
      inSection: others.map(days),
    });
  }
  return assignment;
}

/** Decides the end of an assignment. It may move to an earlier day, also one that has passed, but never to a later one. */
export function decideAssignmentEnd(assignment: Days, to: string): string {
  if (to < assignment.from) {
    const sentence = `The assignment begins on ${assignment.from}; with that day as \`to\` it never holds.`;
    throw badInput(['input', 'to'], sentence);
  }
  if (assignment.to !== null && to > assignment.to) {
    const sentence = `The assignment ends on ${assignment.to} already. Assign the teacher anew from that day on.`;
    throw refusal('ACADEMICS_ASSIGNMENT_ENDS_EARLIER', sentence, {
      field: ['input', 'to'],
      to: assignment.to,
    });
  }
  return to;
}
