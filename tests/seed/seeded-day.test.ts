import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { silent } from '@learnova/platform/log';
import type { School, SchoolRegister } from '@learnova/schema/school';
import { Client } from 'pg';
import { dayIn } from '../../scripts/seed/days.ts';
import { Random } from '../../scripts/seed/random.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import * as documents from '../../scripts/story/documents.ts';
import { TestSchool } from '../kit/school.ts';

const embedded = { name: 'embedded', redisUrl: null } as const;
let seeded: TestSchool;
let done: TestSchool;
let registers: SchoolRegister[];

/** Yesterday's registers of the teacher's section, with absent and late students, as the demo school has them. */
function yesterday(school: SmallSchool): SchoolRegister[] {
  const random = new Random(7);
  const day = addDays(dayIn('Europe/Vienna', new Date()), -1);
  const code = (name: string) => school.attendanceCodes.find((c) => c.code === name)?.id ?? '';
  const students = school.sectionEnrollments
    .filter((e) => e.sectionId === school.ids.section)
    .map((e) => e.studentId);
  return school.meetings
    .filter(({ sectionId, date }) => sectionId === school.ids.section && date === day)
    .map(({ id: meetingId, startsAt: takenAt }) => {
      const marks = students.map((studentId) => {
        const kind = random.pick(['P', 'P', 'P', 'L', 'A']);
        return {
          id: random.id(),
          studentId,
          codeId: code(kind),
          minutesLate: kind === 'L' ? 1 + random.below(40) : null,
        };
      });
      return { meetingId, takenBy: school.ids.teacher, takenAt, marks };
    });
}

beforeAll(async () => {
  const withRegisters = (school: SmallSchool): SmallSchool => {
    registers = yesterday(school);
    return { ...school, registers } satisfies School & SmallSchool;
  };
  seeded = await TestSchool.open(embedded, {}, silent, withRegisters);
  done = await TestSchool.open(embedded);
  const teacher = await done.as('teacher');
  for (const { meetingId: registerId, marks } of registers) {
    const said = marks.map(({ id: _id, ...mark }) => mark);
    const input = { registerId, marks: said, expectedVersion: 0, idempotencyKey: randomUUID() };
    await teacher.data(documents.submit, { input });
  }
}, 120_000);
afterAll(() => Promise.all([seeded?.close(), done?.close()]), 60_000);

const day = /* GraphQL */ `
  query Day($sectionId: UUID!, $studentId: UUID!, $organizationId: UUID!, $date: Date!) {
    section(id: $sectionId) {
      registers(date: $date) {
        id version status
        takenBy { id }
        expected { id }
        counts { expected present late absent unmarked }
        marks { student { id } code { code category } minutesLate layer recordedBy { id } }
      }
    }
    student(id: $studentId) { attendance(first: 200) { nodes { code { code } minutesLate layer register { id } } } }
    attendanceBoard(organizationId: $organizationId, date: $date) { registers { id status counts { absent } } }
  }
`;

test('a seeded day is to everybody the same day done through mutations', async () => {
  const { section: sectionId, child: studentId, school: organizationId } = seeded.ids;
  const date = addDays(dayIn('Europe/Vienna', new Date()), -1);
  const variables = { sectionId, studentId, organizationId, date };
  for (const who of ['office', 'administrator']) {
    const [one, other] = await Promise.all(
      [seeded, done].map(async (school) => (await school.as(who)).data(day, variables)),
    );
    expect(sorted(other)).toEqual(sorted(one));
    expect(JSON.stringify(one)).toContain('ABSENT');
  }
});

test('its rows are the same but for ids and hours', async () => {
  const rows = async ({ databaseUrl }: TestSchool, sql: string) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows: found } = await client.query(sql);
    await client.end();
    return found;
  };
  const versions = `select to_jsonb(v) - 'recorded_at' - 'expected' || jsonb_build_object('expected',
    (select array_agg(e order by e) from unnest(v.expected) e)) as row from attendance.register_version v order by register_id`;
  const marks = `select to_jsonb(m) - 'id' - 'recorded_at' as row from attendance.attendance_mark m order by register_id, student_id`;
  for (const sql of [versions, marks]) {
    const found = await rows(seeded, sql);
    expect(found.length).toBeGreaterThan(0);
    expect(await rows(done, sql)).toEqual(found);
  }
});

/** A roll has no order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sorted(inner)]));
}
