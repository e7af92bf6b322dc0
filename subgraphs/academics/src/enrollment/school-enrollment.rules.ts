import { decideText } from '@learnova/platform/decide-text';
import { overlaps } from '@learnova/platform/interval';
import { badInput, notFound, refusal } from '@learnova/platform/refusal';
import { checkDays, type Days, days, decideEnd, firstDayAway } from '../days.rules.ts';

export const mostStudents = 500;

export interface SchoolWish extends Days {
  readonly studentIds: readonly string[];
  readonly grade: string;
}

export interface SchoolFacts {
  /** Of these students, those whom a school of the actor's has admitted. */
  readonly admitted: ReadonlySet<string>;
  /** The students' enrollments at this very school. */
  readonly atSchool: readonly (Days & { readonly studentId: string })[];
}

/** Decides from when to when students are at a school, all of them or none: each once a day. Answers the grade as it is kept. */
export function decideSchoolEnrollments(wish: SchoolWish, { admitted, atSchool }: SchoolFacts): string {
  const { studentIds, from, to } = wish;
  const field = ['input', 'studentIds'];
  if (studentIds.length < 1 || studentIds.length > mostStudents)
    throw badInput(field, `One to ${mostStudents} students are enrolled at a time.`);
  const twice = studentIds.findIndex((id, n) => studentIds.indexOf(id) !== n);
  if (twice >= 0) throw badInput([...field, String(twice)], 'This student stands here twice.');
  if (!studentIds.every((id) => admitted.has(id))) throw notFound('student');
  checkDays({ from, to });
  const grade = decideText(wish.grade, ['input', 'grade'], 20);
  const there = atSchool.filter((stay) => overlaps(stay, { from, to }));
  if (there.length > 0) {
    const sentence =
      'Students are at this school on some of these days already. Choose others, or other days.';
    throw refusal('ACADEMICS_ALREADY_AT_SCHOOL', sentence, {
      field,
      atSchool: there.map((stay) => ({ studentId: stay.studentId, ...days(stay) })),
    });
  }
  return grade;
}

/** What a student is enrolled in as one of a school. */
export interface Occupation extends Days {
  readonly id: string;
  /** What else allows it: the student's other enrollments at schools whose students may be in it. */
  readonly otherStays: readonly Days[];
}

export interface LeavingFacts {
  readonly inSections: readonly Occupation[];
  readonly inPrograms: readonly Occupation[];
}

/**
 * Decides the day on which a student is no longer at a school: whatever they are enrolled in there ends first, so that nobody stands
 * in a roll of a school that they have left. @throws ACADEMICS_STILL_ENROLLED
 */
export function decideLeaving(enrollment: Days, wanted: string, facts: LeavingFacts): string {
  const to = decideEnd(enrollment, wanted);
  const goesOn = ({ from, to: end, otherStays }: Occupation) => {
    const after = from > to ? from : to;
    if (end !== null && end <= after) return false;
    const away = firstDayAway(otherStays, after);
    return away !== null && (end === null || away < end);
  };
  const [inSections, inPrograms] = [facts.inSections.filter(goesOn), facts.inPrograms.filter(goesOn)];
  if (inSections.length + inPrograms.length > 0) {
    const sentence = 'The student is in sections or a program after that day. End these enrollments first.';
    throw refusal('ACADEMICS_STILL_ENROLLED', sentence, {
      field: ['input', 'to'],
      sectionEnrollmentIds: inSections.map(({ id }) => id),
      programEnrollmentIds: inPrograms.map(({ id }) => id),
    });
  }
  return to;
}
