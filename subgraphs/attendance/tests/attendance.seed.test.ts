import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { noLeave } from '@learnova/schema/school-leave';
import { sql } from 'kysely';
import { seedAttendance } from '../src/attendance.seed.ts';
import { attendance } from '../src/subgraph.ts';
import { type Codes, type Neighbours, startAttendance, submitDocument } from './neighbours.ts';

let at: TestSubgraph;
let seeded: TestSubgraph;
let school: Neighbours;
let codes: Codes;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  seeded = await TestSubgraph.start(attendance, { answers: school.answers });
});
afterAll(() => Promise.all([at.close(), seeded.close()]));

/** All that a day leaves in a table, without what is made anew each time. */
async function rowsOf(subgraph: TestSubgraph, table: string): Promise<unknown[]> {
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) - array['id', 'recorded_at', 'name'] as row from ${sql.table(table)} t order by 1
  `.execute(subgraph.request().reads());
  return rows.map(({ row }) => row);
}

test('a seeded day is the same as one that was done through mutations', async () => {
  const lesson = school.lesson(await at.request().now());
  const [takenBy = ''] = lesson.staffIds;
  const [ada, ben, cleo] = lesson.studentIds as [string, string, string];
  const marks = [
    { studentId: ada, codeId: codes.P, minutesLate: null },
    { studentId: ben, codeId: codes.L, minutesLate: 9 },
    { studentId: cleo, codeId: codes.A, minutesLate: null },
  ];
  const input = { registerId: lesson.meetingId, marks, expectedVersion: 0, idempotencyKey: newId() };
  await at.as(takenBy).data(submitDocument, { input });

  const category = { P: 'PRESENT', L: 'LATE', A: 'ABSENT', E: 'ABSENT' } as const;
  const part: Parameters<typeof seedAttendance>[1] = {
    attendanceCodes: (['P', 'L', 'A', 'E'] as const).map((code) => ({
      ...{ id: codes[code], organizationId: school.institution, code, name: code, category: category[code] },
      ...{ excused: code === 'E', officeOnly: code === 'E' },
    })),
    sections: [
      {
        id: lesson.sectionId,
        organizationId: lesson.organizationId,
        courseId: '',
        sessionId: '',
        title: '',
        staff: [],
      },
    ],
    meetings: [{ ...lesson, id: lesson.meetingId, roomId: null }],
    leave: noLeave,
    registers: [
      {
        meetingId: lesson.meetingId,
        takenBy,
        takenAt: lesson.startsAt,
        marks: marks.map((mark) => ({ ...mark, id: newId() })),
      },
    ],
  };
  const request = seeded.request();
  await request.em.begin();
  await seedAttendance(request, part);
  await request.em.commit();
  for (const table of ['attendance_code', 'register_version', 'attendance_mark']) {
    expect(await rowsOf(seeded, table)).toEqual(await rowsOf(at, table));
  }
});
