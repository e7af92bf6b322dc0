import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { sql } from 'kysely';
import { type MarksWanted, standingMarks } from '../src/student/student-marks.loader.ts';
import { startAttendance } from './neighbours.ts';

const students = Array.from({ length: 20 }, () => newId());
const page: MarksWanted = { from: null, to: null, after: null, limit: 6 };
let at: TestSubgraph;

beforeAll(async () => {
  ({ at } = await startAttendance());
});
afterAll(() => at.close());

/** Gives each student so many lessons an hour apart before a day, each marked by a teacher and then by the office. */
async function marked(lessons: number, before: string): Promise<void> {
  await sql`
    insert into attendance_mark
      (id, register_id, version, student_id, date, starts_at, code_id, layer, recorded_by, recorded_at)
    select gen_random_uuid(), md5(${before} || lesson)::uuid, version, student, starts_at::date, starts_at,
      student, case version when 1 then 'TEACHER' else 'OFFICE' end, student, starts_at
    from generate_series(1, ${lessons}::integer) lesson, unnest(${students}::uuid[]) student, generate_series(1, 2) version,
      lateral (select ${before}::timestamptz - make_interval(hours => lesson) as starts_at) as lessons
  `.execute(at.request().reads());
  await sql`analyze attendance_mark`.execute(at.request().reads());
}

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** The marks that the statement takes from the table: to find the page's lessons, and what holds of each. */
async function rowsRead(wanted: MarksWanted): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`
    explain (analyze, format json) ${standingMarks(students, wanted)}
  `.execute(at.request().reads());
  const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
  const scans = all(rows[0]?.['QUERY PLAN'][0].Plan as Plan).filter(
    (plan) => plan['Relation Name'] === 'attendance_mark',
  );
  expect(scans).toHaveLength(2);
  return scans
    .map((scan) => (scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)) * scan['Actual Loops'])
    .reduce((sum, read) => sum + read, 0);
}

test('a page of what holds of students reads as many marks after ten terms as after one', async () => {
  const afterCursor: MarksWanted = { ...page, after: ['2026-03-02T12:00:00.000Z', newId()] };
  const readFor = async () => [await rowsRead(page), await rowsRead(afterCursor)];
  await marked(200, '2026-03-04T00:00:00Z');
  const first = await readFor();
  await marked(1_000, '2026-02-20T00:00:00Z');
  await marked(1_000, '2026-12-20T00:00:00Z');
  expect(await readFor()).toEqual(first);
  // Two marks a lesson: fewer than forty lessons are looked at for a page of six.
  expect(first[0]).toBeLessThan(students.length * 2 * 40);
});

test('a page of one day reads no further than the days beside it', async () => {
  const lessonsADay = 24;
  const read = await rowsRead({ ...page, from: '2026-03-02', to: '2026-03-03' });
  expect(read).toBeGreaterThan(0);
  const ofThePage = students.length * page.limit * 2;
  expect(read).toBeLessThanOrEqual(students.length * 2 * 3 * lessonsADay + ofThePage);
});
