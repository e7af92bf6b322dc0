import { badInput, refusal } from '@learnova/platform/refusal';
import { decideName } from '../naming.rules.ts';

interface Named {
  readonly title: string;
  /** A decimal as a string. */
  readonly credits: string;
}

interface Coded extends Named {
  readonly code: string;
}

/** Decides what a course is called and counts for: by a code that no other of the organization has. */
export function decideCourse(wanted: Coded, others: readonly Pick<Coded, 'code'>[]): Coded {
  const code = decideName(wanted.code, 'code', 20);
  if (others.some((other) => other.code === code)) {
    const sentence = 'The organization has a course of this code. Use it, or choose another code.';
    throw refusal('ACADEMICS_COURSE_EXISTS', sentence, { field: ['input', 'code'] });
  }
  return { code, ...decideCourseChange(wanted) };
}

/** Decides what a course is called and counts for from now on. */
export function decideCourseChange({ title, credits }: Named): Named {
  if (credits.startsWith('-') && Number(credits) !== 0)
    throw badInput(['input', 'credits'], 'A course counts for 0 credits or more.');
  return { title: decideName(title, 'title'), credits };
}
