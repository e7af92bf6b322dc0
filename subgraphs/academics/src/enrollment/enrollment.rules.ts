import { covers, overlaps } from '@learnova/platform/interval';
import { notFound, refusal } from '@learnova/platform/refusal';
import { checkDays, type Days, days } from '../days.rules.ts';

export interface EnrollmentFacts {
  readonly term: { readonly from: string; readonly to: string };
  /** The student's enrollments at the section's school. */
  readonly atSchool: readonly Days[];
  /** The student's enrollments in this section. */
  readonly inSection: readonly Days[];
}

/** Decides from when to when a student is in a section: within its term, while at its school, and not twice. */
export function decideEnrollment(wanted: Days, { term, atSchool, inSection }: EnrollmentFacts): Days {
  const wantedInTerm = { from: wanted.from, to: wanted.to ?? term.to };
  if (atSchool.length === 0) throw notFound('student');
  checkDays(wanted);
  if (!covers(term, wantedInTerm) || wantedInTerm.to <= wantedInTerm.from) {
    throw refusal(
      'ACADEMICS_OUTSIDE_TERM',
      `The term runs from ${term.from} to the day before ${term.to}. Choose days in it.`,
      {
        field: ['input', wanted.from < term.from || wanted.from >= term.to ? 'from' : 'to'],
        term: days(term),
      },
    );
  }
  if (!atSchool.some((stay) => covers(stay, wantedInTerm))) {
    const sentence = 'The student is not at the school on all of these days. Choose days on which they are.';
    throw refusal('ACADEMICS_NOT_AT_SCHOOL', sentence, {
      field: ['input', 'from'],
      atSchool: atSchool.map(days),
    });
  }
  if (inSection.some((other) => overlaps(other, wanted))) {
    const sentence =
      'The student is in this section on some of these days already. Choose days after that enrollment has ended.';
    throw refusal('ACADEMICS_ALREADY_ENROLLED', sentence, {
      field: ['input', 'studentId'],
      inSection: inSection.map(days),
    });
  }
  return wanted;
}
