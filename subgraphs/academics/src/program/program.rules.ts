import { decideText } from '@learnova/platform/decide-text';
import { holdsOn, overlaps } from '@learnova/platform/interval';
import { notFound, refusal } from '@learnova/platform/refusal';
import { checkDays, type Days, days, firstDayAway } from '../days.rules.ts';

interface Named {
  readonly code: string;
  readonly title: string;
}

/** Decides what a program is called: by a code that no other of the organization has. */
export function decideProgram(wanted: Named, others: readonly Pick<Named, 'code'>[]): Named {
  const code = decideText(wanted.code, ['input', 'code'], 20);
  const title = decideText(wanted.title, ['input', 'title']);
  if (others.some((other) => other.code === code)) {
    const sentence = 'The organization has a program of this code. Use it, or choose another code.';
    throw refusal('ACADEMICS_PROGRAM_EXISTS', sentence, { field: ['input', 'code'] });
  }
  return { code, title };
}

export interface Stay extends Days {
  readonly organizationId: string;
}

export interface AdmissionFacts {
  /** The student's enrollments at schools whose students may be in the program. */
  readonly atSchool: readonly Stay[];
  /** The student's enrollments in programs, this one and others. */
  readonly inPrograms: readonly Days[];
}

/**
 * Decides from when to when a student is in a program, and which school keeps that: while at its schools, one after another, and in
 * one program at a time. Without an end of its own it ends when the student leaves, as far as that is known.
 */
export function decideAdmission(wanted: Days, { atSchool, inPrograms }: AdmissionFacts): Stay {
  if (atSchool.length === 0) throw notFound('student');
  checkDays(wanted);
  const first = atSchool.find((stay) => holdsOn(stay, wanted.from));
  const leaves = firstDayAway(atSchool, wanted.from);
  if (!first || (wanted.to !== null && leaves !== null && leaves < wanted.to)) {
    const sentence =
      'The student is not at a school of this program on all of these days. Choose days on which they are.';
    throw refusal('ACADEMICS_NOT_AT_SCHOOL', sentence, {
      field: ['input', first ? 'to' : 'from'],
      atSchool: atSchool.map(days),
    });
  }
  const admission = { from: wanted.from, to: wanted.to ?? leaves };
  const others = inPrograms.filter((other) => overlaps(other, admission));
  if (others.length > 0) {
    const sentence = 'The student is in a program on some of these days already. End that enrollment first.';
    throw refusal('ACADEMICS_ALREADY_IN_PROGRAM', sentence, {
      field: ['input', 'studentId'],
      inProgram: others.map(days),
    });
  }
  return { ...admission, organizationId: first.organizationId };
}
