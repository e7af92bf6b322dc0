import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import type { EventContract } from '@learnova/schema/define';
import { EnrollmentChanged, MeetingsChanged } from '@learnova/schema/events/academics';
import { RegisterCorrected, RegisterExcused, RegisterSubmitted } from '@learnova/schema/events/attendance';
import {
  InvoiceIssued,
  InvoiceReversed,
  PaymentRefunded,
  PaymentSettled,
} from '@learnova/schema/events/finance';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import { FrontendSchool } from './support/school.ts';
import { World } from './support/world.ts';

const today = '2026-03-02';
const tables = ['lesson', 'roll', 'office_day', 'student_day', 'open_invoice', 'owed_day'];

interface Told {
  readonly reaction: string;
  readonly contract: EventContract<never>;
  readonly payload: object;
  readonly id: string;
}

/** Small and repeatable; which of many things happens next. */
function randomOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}

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

  /** Something happens in the world; what is told of it. */
  function happen({ below, one }: ReturnType<typeof randomOf>): Told {
    const told = (reaction: string, contract: unknown, payload: object): Told => ({
      ...{
        reaction: `frontend.copy-${reaction}`,
        contract: contract as EventContract<never>,
        payload,
        id: newId(),
      },
    });
    const category = () => one(['present', 'late', 'absent'] as const);
    const taken = [...world.registers.keys()];
    const meetings = [...world.meetings.values()];
    const meeting = one(meetings);
    const student = one(world.students);
    const mark = () => {
      const found = category();
      return { category: found, excused: found === 'absent' && below(2) === 0 };
    };
    const section = one(world.sections);
    const told1 = (studentId: string) => ({ invoiceId: newId(), studentId });
    switch (below(8)) {
      case 0:
      case 1: {
        const { meetingId: registerId, sectionId, date } = meeting;
        const before = world.registers.get(registerId);
        const expected = before?.expected ?? world.expectedIn(meeting);
        const marks = new Map(expected.map((id) => [id, mark()]));
        world.registers.set(registerId, { version: (before?.version ?? 0) + 1, expected, marks });
        return told('submitted', RegisterSubmitted, {
          registerId,
          sectionId,
          date,
          studentIds: [...expected],
        });
      }
      case 2: {
        const registerId = taken.length > 0 ? one(taken) : '';
        const register = world.registers.get(registerId);
        const { sectionId, date } = world.meetings.get(registerId) ?? meeting;
        const [studentId] = register?.expected ?? [];
        if (!register || !studentId) return happen({ below, one });
        register.marks.set(studentId, mark());
        register.version += 1;
        return told('corrected', RegisterCorrected, { registerId, sectionId, date, studentIds: [studentId] });
      }
      case 6: {
        // Leave is granted or cancelled: nothing is said anew, and an absence is excused or no longer.
        const registerId = taken.length > 0 ? one(taken) : '';
        const register = world.registers.get(registerId);
        const { sectionId, date } = world.meetings.get(registerId) ?? meeting;
        const absent = [...(register?.marks ?? [])].filter(([, said]) => said.category === 'absent');
        if (!register || absent.length === 0) return happen({ below, one });
        const [studentId, said] = one(absent);
        register.marks.set(studentId, { ...said, excused: !said.excused });
        return told('excused', RegisterExcused, { registerId, sectionId, date, studentIds: [studentId] });
      }
      case 3: {
        if (below(2) === 0) {
          const id = world.schedule(section, addDays(today, below(4) - 1), 8 + below(8));
          const { meetingId, date, startsAt, endsAt } = world.meetings.get(id) ?? meeting;
          const made = { meetingId, version: 1, date, startsAt, endsAt };
          return told('meetings', MeetingsChanged, { sectionId: section.sectionId, meetings: [made] });
        }
        if (world.registers.has(meeting.meetingId)) return happen({ below, one });
        meeting.date = addDays(today, below(4) - 1);
        meeting.startsAt = `${meeting.date}T16:00:00.000Z`;
        meeting.endsAt = `${meeting.date}T16:45:00.000Z`;
        const { meetingId, date, startsAt, endsAt, sectionId } = meeting;
        return told('meetings', MeetingsChanged, {
          sectionId,
          meetings: [{ meetingId, version: 2, date, startsAt, endsAt }],
        });
      }
      case 4: {
        const roster = world.roster.get(section.sectionId);
        if (!roster?.delete(student)) roster?.add(student);
        return told('enrollment', EnrollmentChanged, {
          ...{ sectionEnrollmentId: newId(), sectionId: section.sectionId, studentId: student },
          ...{ from: today, to: null },
        });
      }
      case 5: {
        world.charge(student, below(2), addDays(today, below(5) - 2), one(['EUR', 'USD']), 100 + below(900));
        return told('issued', InvoiceIssued, { invoiceRunId: newId(), invoices: [told1(student)] });
      }
      default: {
        const open = world.invoices.filter(({ outstandingMinor }) => outstandingMinor > 0);
        if (open.length === 0) return happen({ below, one });
        const invoice = one(open);
        const { studentId } = invoice;
        const kind = below(3);
        invoice.outstandingMinor =
          kind === 0 ? 0 : kind === 1 ? invoice.outstandingMinor - 1 : invoice.outstandingMinor + 7;
        const payment = { paymentId: newId(), payerId: newId(), studentIds: [studentId] };
        if (kind === 0) return told('reversed', InvoiceReversed, told1(studentId));
        return kind === 1
          ? told('settled', PaymentSettled, payment)
          : told('refunded', PaymentRefunded, { ...payment, refundId: null });
      }
    }
  }

  test.each([1, 2, 3, 4])(
    'events late, twice, out of order and at once leave what a rebuilding writes, row by row, and what the slate says (%i)',
    async (seed) => {
      const random = randomOf(seed);
      world = new World(school, today);
      await school.rows(`truncate ${tables.join(', ')}`);
      await rebuild();
      const waiting: Told[] = [];
      for (let step = 0; step < 40; step += 1) {
        waiting.push(happen(random));
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
    await rebuild();
    expect(await dump()).toEqual(before);
  });
});

const sameDay = (found: unknown, date: string) =>
  new Intl.DateTimeFormat('sv-SE').format(found as Date) === date;
