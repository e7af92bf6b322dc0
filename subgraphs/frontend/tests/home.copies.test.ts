import { newId } from '@learnova/platform/ids';
import type { EventContract } from '@learnova/schema/define';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import { happen, randomOf, type Told, today } from './support/happening.ts';
import { FrontendSchool } from './support/school.ts';
import { World } from './support/world.ts';

const tables = [
  ...['lesson', 'roll', 'office_day', 'student_day', 'open_invoice', 'owed_day'],
  ...['published_result', 'family_leave', 'leave_day', 'waiting_leave'],
];

describe('read models of first screens', () => {
  let school: FrontendSchool;
  let world: World;
  beforeAll(async () => {
    school = await FrontendSchool.open((opened) => {
      world = new World(opened, today);
      // Each world that follows is answered from as well.
      return Object.fromEntries(
        Object.keys(world.answers()).map((name) => [name, (input: never) => world.answers()[name]?.(input)]),
      );
    });
  });
  afterAll(() => school?.close());

  const dump = async () => {
    const rows = await Promise.all(
      tables.map((table) => school.rows<object>(`select * from ${table} order by ${table}::text`)),
    );
    return Object.fromEntries(tables.map((table, n) => [table, rows[n]]));
  };
  const rebuild = () => school.subgraph.carryOut(RebuildHomes, {});
  const deliver = (told: Told) =>
    school.subgraph.react(told.reaction, told.contract as EventContract<object>, {
      ...{ payload: told.payload, id: told.id },
    });

  test.each([1, 2, 3, 4])(
    'events late, twice, out of order and at once leave what a rebuilding writes, row by row, and what the slate says (%i)',
    async (seed) => {
      const random = randomOf(seed);
      world = new World(school, today);
      await school.rows(`truncate ${tables.join(', ')}`);
      await rebuild();
      const waiting: Told[] = [];
      for (let step = 0; step < 40; step += 1) {
        waiting.push(happen(world, random));
        if (random.below(3) > 0) continue;
        const [first] = waiting.splice(random.below(waiting.length), 1);
        const other = random.one([...waiting, first as Told]);
        await Promise.all([deliver(first as Told), deliver(other)]);
        if (random.below(2) === 0) await deliver(first as Told);
      }
      while (waiting.length > 0) {
        const some = waiting.splice(random.below(waiting.length), 3);
        await Promise.all(some.map(deliver));
      }
      const kept = await dump();
      await rebuild();
      const rebuilt = await dump();
      expect(kept).toEqual(rebuilt);
      expectSlate(rebuilt as Record<string, Record<string, unknown>[]>);
    },
    60_000,
  );

  /** The slate, added up in a way of its own. */
  function expectSlate(found: Record<string, Record<string, unknown>[]>): void {
    const paths = Object.values(school.paths);
    const above = (id: string) => paths.find((path) => path.at(-1) === id) ?? [];
    for (const organizationId of Object.keys(school.paths)) {
      const meetings = [...world.meetings.values()].filter((one) =>
        above(one.organizationId).includes(organizationId),
      );
      for (const [date, some] of Map.groupBy(meetings, (one) => one.date)) {
        const counts = some.map(({ meetingId }) => world.registers.get(meetingId));
        const marks = counts.flatMap((register) => [...(register?.marks.values() ?? [])]);
        const day = found.office_day?.find(
          (row) => row.organization_id === organizationId && sameDay(row.date, date),
        );
        expect(day).toMatchObject({
          lessons: some.length,
          taken: counts.filter((register) => register).length,
          expected: some.reduce(
            (sum, one) =>
              sum + (world.registers.get(one.meetingId)?.expected.length ?? world.expectedIn(one).length),
            0,
          ),
          absent: marks.filter((one) => one.category === 'absent').length,
          late: marks.filter((one) => one.category === 'late').length,
          present: marks.filter((one) => one.category === 'present').length,
        });
      }
    }
    const total = (rows: readonly Record<string, unknown>[] | undefined) =>
      (rows ?? []).reduce((sum, row) => sum + Number(row.outstanding_minor), 0);
    const owed = world.invoices.reduce((sum, { outstandingMinor }) => sum + Math.max(0, outstandingMinor), 0);
    expect(total(found.open_invoice)).toBe(owed);
    expect(total(found.owed_day?.filter((row) => row.organization_id === school.institution))).toBe(owed);
    expect(found.student_day).toHaveLength(world.students.flatMap((id) => world.daysOf(id)).length);
    expect(found.lesson).toHaveLength(world.meetings.size);
    const shown = [...world.results.values()].flatMap((mine) => [...mine.values()]);
    expect(found.published_result?.map((row) => row.result_id).toSorted()).toEqual(
      shown
        .filter(({ isWithheld }) => !isWithheld)
        .map(({ resultId }) => resultId)
        .toSorted(),
    );
    const leave = (state: string, audience?: string) =>
      world.leave.filter((one) => one.state === state && (!audience || one.audience === audience)).length;
    expect(found.family_leave).toHaveLength(leave('PENDING', 'STUDENT') + leave('APPROVED', 'STUDENT'));
    expect(found.leave_day).toHaveLength(2 * leave('APPROVED', 'STUDENT'));
    expect(found.waiting_leave).toHaveLength(leave('PENDING'));
  }

  test('a rebuilding removes what nobody owns any more', async () => {
    world = new World(school, today);
    await school.rows(`truncate ${tables.join(', ')}`);
    await rebuild();
    const before = await dump();
    const [lost, student] = [newId(), newId()];
    await school.rows(
      `insert into roll select $1, section_id, path, '2020-01-01', starts_at, ends_at, version, expected, present, late, absent
       from roll limit 1`,
      [lost],
    );
    await school.rows(`insert into student_day values ($1, '2020-01-01', 1, 1, 1, 1)`, [student]);
    await school.rows(
      `insert into open_invoice values ($1, $2, array[$3]::uuid[], '2020-01-01', 'UTC', 'EUR', 5)`,
      [lost, student, school.school],
    );
    await school.rows(`insert into published_result values ($1, $2, $2, now())`, [student, lost]);
    await school.rows(`insert into family_leave values ($1, $2, '2020-01-01', '2020-01-01', true)`, [
      lost,
      student,
    ]);
    await school.rows(`insert into leave_day values ($1, '2020-01-01', $2, now(), now())`, [lost, student]);
    await school.rows(`insert into waiting_leave values ($1, $2, array[$3]::uuid[])`, [
      ...[lost, student, school.school],
    ]);
    await rebuild();
    expect(await dump()).toEqual(before);
  });
});

const sameDay = (found: unknown, date: string) =>
  new Intl.DateTimeFormat('sv-SE').format(found as Date) === date;
