import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import fc from 'fast-check';
import { standing } from '../src/mark/mark.rules.ts';
import { AttendanceMark, RegisterVersion } from '../src/register/register.entity.ts';
import { type Codes, type Neighbours, startAttendance } from './neighbours.ts';

let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;
let now: Date;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  now = await at.request().now();
});
afterAll(() => at.close());

type Layer = 'TEACHER' | 'OFFICE';
interface Said {
  layer: Layer;
  code: keyof Codes;
}

/** Writes the life of one register of one student, entry by entry, and gives back the facts. */
async function live(studentId: string, date: string, said: readonly Said[]): Promise<AttendanceMark[]> {
  const { em } = at.request();
  const registerId = newId();
  const startsAt = new Date(`${date}T08:00:00Z`);
  const common = { registerId, date, startsAt, recordedBy: newId(), recordedAt: now };
  const facts = said.map(({ layer, code }, index) => {
    const version = index + 1;
    const row = {
      ...common,
      version,
      step: 'SUBMITTED' as const,
      sectionId: newId(),
      organizationId: school.school,
    };
    const expected = version === 1 ? [studentId] : null;
    em.persist(Object.assign(new RegisterVersion(), { ...row, expected }));
    return Object.assign(new AttendanceMark(), {
      id: newId(),
      ...common,
      version,
      studentId,
      codeId: codes[code],
      minutesLate: null,
      layer,
    });
  });
  await em.persist(facts).flush();
  return facts;
}

const query = /* GraphQL */ `
  query ($r: [_Any!]!, $from: Date, $to: Date, $first: Int! = 200, $after: String) {
    _entities(representations: $r) {
      ... on Student {
        id
        attendance(from: $from, to: $to, first: $first, after: $after) {
          nodes { id code { code } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`;

interface Page {
  nodes: { id: string; code: { code: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function pages(
  personId: string,
  studentIds: string[],
  more: Record<string, unknown> = {},
): Promise<Page[]> {
  const r = studentIds.map((id) => ({ __typename: 'Student', id }));
  const data = await at.as(personId).data<{ _entities: { attendance: Page }[] }>(query, { r, ...more });
  return data._entities.map(({ attendance }) => attendance);
}

const signsOf = (page?: Page) => page?.nodes.map(({ code }) => code.code);

test('the list of a student says of each register what the register itself says', async () => {
  const said = fc.record({
    layer: fc.constantFrom<Layer>('TEACHER', 'OFFICE'),
    code: fc.constantFrom<keyof Codes>('P', 'L', 'A', 'E'),
  });
  const lives = fc.array(fc.array(said, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(lives, async (registers) => {
      const studentId = newId();
      const expected: (string | undefined)[] = [];
      for (const [index, life] of registers.entries()) {
        const facts = await live(studentId, `2026-01-0${index + 1}`, life);
        expected.unshift(standing(facts).get(studentId)?.id);
      }
      const [page] = await pages(studentId, [studentId]);
      expect(page?.nodes.map(({ id }) => id)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

test('a list begins with its first day and ends before the first day no more', async () => {
  const studentId = newId();
  for (const [index, code] of (['P', 'L', 'A'] as const).entries())
    await live(studentId, `2026-02-0${index + 1}`, [{ layer: 'TEACHER', code }]);
  const listed = async (from: string | null, to: string | null) =>
    signsOf((await pages(studentId, [studentId], { from, to }))[0]);
  expect(await listed(null, null)).toEqual(['A', 'L', 'P']);
  expect(await listed('2026-02-02', '2026-02-03')).toEqual(['L']);
  expect(await listed('2026-02-02', null)).toEqual(['A', 'L']);
  expect(await listed(null, '2026-02-02')).toEqual(['P']);
  expect(await listed('2026-02-02', '2026-02-02')).toEqual([]);
});

test('pages follow each other without a gap, also between registers of one hour', async () => {
  const studentId = newId();
  for (let n = 0; n < 7; n += 1)
    await live(studentId, `2026-03-0${1 + (n % 2)}`, [{ layer: 'TEACHER', code: 'P' }]);
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 4; page += 1) {
    const [found] = await pages(studentId, [studentId], { first: 2, after });
    ids.push(...(found?.nodes.map(({ id }) => id) ?? []));
    expect(found?.pageInfo.hasNextPage).toBe(page < 3);
    after = found?.pageInfo.endCursor ?? null;
  }
  const [all] = await pages(studentId, [studentId]);
  expect(ids).toEqual(all?.nodes.map(({ id }) => id));
  expect(new Set(ids).size).toBe(7);
  for (const cursor of ['nonsense', Buffer.from('["someday","nobody"]').toString('base64url')]) {
    const variables = { r: [{ __typename: 'Student', id: studentId }], after: cursor };
    expect(await at.as(studentId).code(query, variables)).toBe('BAD_USER_INPUT');
  }
});

test('a list of students takes the statements and asks of one', async () => {
  const students = Array.from({ length: 30 }, () => newId());
  const lesson = school.lesson(now, { studentIds: students });
  for (const studentId of students.slice(0, 3))
    await live(studentId, '2026-04-01', [{ layer: 'TEACHER', code: 'A' }]);
  const cost = async (personId: string, studentIds: string[]) => {
    at.statements.length = 0;
    at.asked.length = 0;
    await pages(personId, studentIds);
    return { statements: at.statements.length, asked: at.asked.map(({ name }) => name) };
  };
  const guardian = school.guardian(students[0] ?? '');
  for (const studentId of students.slice(1)) school.guardian(studentId, { guardianId: guardian });
  for (const personId of [lesson.staffIds[0] ?? '', guardian, school.holder('REGISTRAR', school.school)]) {
    const one = await cost(personId, students.slice(0, 1));
    expect(await cost(personId, students)).toEqual(one);
    expect(one.statements).toBe(2);
  }
});

test('only those who follow a student read the list', async () => {
  const [child = '', classmate = ''] = [newId(), newId()];
  const lesson = school.lesson(now, { studentIds: [child, classmate] });
  await live(child, '2026-05-01', [{ layer: 'TEACHER', code: 'A' }]);
  const readers = [
    child,
    school.guardian(child),
    lesson.staffIds[0] ?? '',
    school.holder('HEAD_OF_DEPARTMENT', school.school),
  ];
  for (const reader of readers) expect(signsOf((await pages(reader, [child]))[0])).toEqual(['A']);
  const ended = school.guardian(child);
  school.guardianships.splice(
    school.guardianships.findIndex(({ guardianId }) => guardianId === ended),
    1,
  );
  const others = [
    newId(),
    classmate,
    school.guardian(classmate),
    school.guardian(child, { recordsAccess: false }),
    school.holder('REGISTRAR', school.otherSchool),
    school.holder('TEACHER', school.school),
    ended,
    undefined,
  ];
  for (const other of others) {
    const { data, errors } = await at.as(other).run(query, { r: [{ __typename: 'Student', id: child }] });
    expect(data).toEqual({ _entities: [{ id: child, attendance: null }] });
    expect(errors?.map((error) => error.extensions?.code)).toEqual([other ? 'FORBIDDEN' : 'UNAUTHENTICATED']);
  }
});
