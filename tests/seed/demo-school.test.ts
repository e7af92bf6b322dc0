import { createHash } from 'node:crypto';
import type { School } from '@learnova/schema/school';
import { demoSchool } from '../../scripts/seed/demo-school.ts';

const anchor = '2026-11-25';

test('the demo school is as large as it is said to be, and for the same seed and anchor the same to the last mark', () => {
  const school = demoSchool(anchor);
  const count = (part: 'student' | 'guardian' | 'staff') =>
    school.people.filter((person) => person[part]).length;
  // 40 teachers, two in the office, and the bursar.
  expect([count('student'), count('guardian'), count('staff')]).toEqual([600, 900, 43]);
  expect(school.sections).toHaveLength(191);

  const { marks, digest } = read(school);
  expect(Math.abs(marks - 300_000)).toBeLessThan(15_000);
  expect(read(demoSchool(anchor)).digest).toBe(digest);
  expect(demoSchool(anchor, 7).people).not.toEqual(school.people);
});

function read({ registers, ...parts }: School): { marks: number; digest: string } {
  const hash = createHash('sha256').update(JSON.stringify(parts));
  let marks = 0;
  for (const register of registers) {
    marks += register.marks.length;
    hash.update(JSON.stringify(register));
  }
  return { marks, digest: hash.digest('hex') };
}
