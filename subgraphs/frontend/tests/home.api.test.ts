import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import { SectionStaffChanged } from '@learnova/schema/events/academics';
import { RegisterSubmitted } from '@learnova/schema/events/attendance';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import type { FrontendSchool } from './support/school.ts';
import { World } from './support/world.ts';

const money = 'outstanding { amountMinor currency } overdue { amountMinor } invoices nextDueOn';
const taken = 'meeting { id } section { id } startsAt endsAt isTaken expected present late absent';
const counts = 'date lessons taken expected present late absent';
const home = `home {
  offices { id leaveWaiting organization { id } owed { ${money} } attendance { today { ${counts} } recent { date } missingCount missing { meeting { id } } } }
  teacher { id date lessons { ${taken} } missing { meeting { id } } onLeave { student { id } section { id } from to } }
  students { id date results { result { id } section { id } publishedAt } leave { firstDay lastDay isApproved } student { id } owed { ${money} } lessons { meeting { id } section { id } startsAt endsAt }
    attendance { since present late absent excused days { date present } } }
}`;

interface Office {
  readonly id: string;
  readonly owed: object[] | null;
  readonly attendance: { today: Record<string, number>; missingCount: number; missing: object[] } | null;
}
interface Student {
  readonly id: string;
  readonly owed: object[] | null;
  readonly lessons: object[] | null;
  readonly attendance: Record<string, number> | null;
}
interface Home {
  readonly offices: Office[];
  readonly teacher: {
    id: string;
    lessons: Record<string, number>[];
    missing: { meeting: { id: string } }[];
  } | null;
  readonly students: Student[];
}

describe('the first screen', () => {
  let school: FrontendSchool;
  let world: World;
  let today: string;
  let bursar: string;
  beforeAll(async () => {
    ({ school, world, today } = await World.open());
    bursar = newId();
    school.roles.push({ personId: bursar, role: 'BURSAR', organizationId: school.school, until: null });
    // Lessons of today that have ended whenever the test runs: the school's clock stands at eight in the evening.
    const now = await school.subgraph.request().now();
    await school.subgraph.advance(Date.parse(`${today}T20:00:00.000Z`) - now.getTime());
    const mine = [...world.meetings.values()].find(
      (one) => one.sectionId === school.section && one.date === today,
    );
    const registerId = mine?.meetingId ?? '';
    const [child = '', ...others] = mine ? world.expectedIn(mine) : [];
    world.registers.set(registerId, {
      ...{ version: 1, expected: [child, ...others] },
      marks: new Map(
        [child, ...others].map((id) => [
          id,
          { category: id === child ? ('absent' as const) : ('present' as const), excused: id === child },
        ]),
      ),
    });
    world.charge(school.child, 0, addDays(today, -3), 'EUR', 500);
    world.charge(school.child, 0, addDays(today, 9), 'EUR', 700);
    world.publish(school.child, school.section, `${today}T08:00:00.000Z`);
    world.requestLeave(school.child, 'STUDENT', 0, today).state = 'APPROVED';
    world.requestLeave(school.child, 'STUDENT', 0, addDays(today, 5));
    await school.subgraph.carryOut(RebuildHomes, {});
  });
  afterAll(() => school?.close());

  const homeOf = async (personId: string) =>
    (await school.entity<{ home: Home }>('Viewer', personId, home, personId))?.home;

  test('of who oversees a school shows its registers, and not its accounts', async () => {
    const found = await homeOf(school.office);
    expect(found).toMatchObject({ teacher: null, students: [] });
    const [office, ...more] = found?.offices ?? [];
    expect(more).toEqual([]);
    expect(office).toMatchObject({ id: school.school, owed: null });
    // Two sections of the school meet today, one of them without a register.
    expect(office?.attendance?.today).toEqual({
      ...{ date: today, lessons: 2, taken: 1, expected: 6, present: 2, late: 0, absent: 1 },
    });
    expect(office?.attendance?.missingCount).toBe(1);
    expect(office?.attendance?.missing).toHaveLength(1);
  });

  test('of who keeps the accounts shows what is owed, and no registers', async () => {
    const [office] = (await homeOf(bursar))?.offices ?? [];
    expect(office).toMatchObject({ id: school.school, attendance: null });
    expect(office?.owed).toEqual([
      {
        ...{ outstanding: { amountMinor: 1_200, currency: 'EUR' }, overdue: { amountMinor: 500 } },
        ...{ invoices: 2, nextDueOn: addDays(today, 9) },
      },
    ]);
  });

  test('of a head is that of the department alone', async () => {
    const [office] = (await homeOf(school.head))?.offices ?? [];
    expect(office?.id).toBe(school.department);
    expect(office?.attendance?.today).toMatchObject({ lessons: 1, taken: 1 });
  });

  test('of a teacher shows the own lessons, and what was left', async () => {
    const found = await homeOf(school.teacher);
    expect(found).toMatchObject({ offices: [], students: [] });
    expect(found?.teacher?.lessons).toMatchObject([{ isTaken: true, expected: 3, present: 2, absent: 1 }]);
    const past = [...world.meetings.values()].filter(
      (one) => one.sectionId === school.section && one.date < today,
    );
    expect(found?.teacher?.missing.map(({ meeting }) => meeting.id).toSorted()).toEqual(
      past.map(({ meetingId }) => meetingId).toSorted(),
    );
  });

  test('of a student shows lessons, what registers say and what is owed', async () => {
    const [student, ...more] = (await homeOf(school.child))?.students ?? [];
    expect(more).toEqual([]);
    expect(student?.lessons).toHaveLength(1);
    expect(student?.owed).toMatchObject([
      { outstanding: { amountMinor: 1_200 }, overdue: { amountMinor: 500 } },
    ]);
    const [day] = world.daysOf(school.child);
    expect(student?.attendance).toMatchObject({
      since: '2026-01-01',
      present: day?.present,
      absent: day?.absent,
    });
  });

  test('of a guardian shows records to who may see them, and the account to who pays', async () => {
    const [known] = (await homeOf(school.guardian))?.students ?? [];
    expect(known).toMatchObject({ id: school.child, owed: null });
    expect(known?.lessons).toHaveLength(1);
    const [paid] = (await homeOf(school.kin))?.students ?? [];
    expect(paid).toMatchObject({ id: school.child, lessons: null, attendance: null });
    expect(paid?.owed).toHaveLength(1);
  });

  test('of one is not of another: by no reference', async () => {
    const { child, teacher, school: here, stranger, guardian } = school;
    expect(await school.entity('StudentHome', child, 'id', stranger)).toBeNull();
    expect(await school.entity('StudentHome', child, 'id', teacher)).toBeNull();
    expect(await school.entity('StudentHome', child, 'id')).toBeNull();
    expect(await school.entity('TeacherHome', teacher, 'id', school.office)).toBeNull();
    expect(await school.entity('OfficeHome', here, 'id', teacher)).toBeNull();
    expect(await school.entity('OfficeHome', school.otherSchool, 'id', school.office)).toBeNull();
    expect(await school.entity('Viewer', child, home, guardian)).toEqual({ home: null });
  });

  test('is watched by whom it is of, and changes with a register that was taken', async () => {
    const watch = (field: string, argument: string, id: string, by: string, pointer?: object) =>
      school.subgraph
        .as(by)
        .run(
          `subscription ($id: UUID!) { ${field}(${argument}: $id) { id } }`,
          { id },
          pointer ? ({ pointer } as never) : {},
        );
    const status = async (...given: Parameters<typeof watch>) =>
      ((await watch(...given)).extensions as { live: { status: string } }).live.status;
    const { child, teacher, guardian, kin, stranger, office } = school;
    expect(await status('officeHomeChanged', 'organizationId', school.school, office)).toBe('admitted');
    expect(await status('officeHomeChanged', 'organizationId', school.school, teacher)).toBe('ended');
    expect(await status('teacherHomeChanged', 'personId', teacher, teacher)).toBe('admitted');
    expect(await status('teacherHomeChanged', 'personId', teacher, office)).toBe('ended');
    for (const who of [child, guardian, kin])
      expect(await status('studentHomeChanged', 'studentId', child, who)).toBe('admitted');
    expect(await status('studentHomeChanged', 'studentId', child, stranger)).toBe('ended');

    const left = [...world.meetings.values()].find(
      (one) => one.sectionId === school.section && one.date < today,
    );
    const registerId = left?.meetingId ?? '';
    const expected = left ? world.expectedIn(left) : [];
    world.registers.set(registerId, {
      ...{
        version: 1,
        expected,
        marks: new Map(expected.map((id) => [id, { category: 'late', excused: false }])),
      },
    });
    await school.rows('truncate outbox_message');
    const payload = { registerId, sectionId: school.section, date: left?.date ?? '', studentIds: expected };
    const id = newId();
    for (let n = 0; n < 2; n += 1)
      await school.subgraph.react('frontend.copy-submitted', RegisterSubmitted, { id, payload });
    const told = await school.rows<{ live: { topic: string; typename: string; key: { id: string } }[] }>(
      'select live from outbox_message',
    );
    expect(told).toHaveLength(1);
    const topics = told[0]?.live.map(({ topic }) => topic) ?? [];
    expect(topics).toEqual(
      expect.arrayContaining([
        ...[`frontend.office.${school.department}`, `frontend.office.${school.institution}`],
        ...[`frontend.teacher.${teacher}`, `frontend.student.${child}`],
      ]),
    );
    const pointer = { typename: 'StudentHome', key: { id: child }, version: 1, cursor: '1' };
    expect(await watch('studentHomeChanged', 'studentId', child, guardian, pointer)).toMatchObject({
      data: { studentHomeChanged: { id: child } },
    });
    expect(await status('studentHomeChanged', 'studentId', child, stranger, pointer)).toBe('ended');
    const [student] = (await homeOf(child))?.students ?? [];
    expect(student?.attendance?.late).toBe(1);
  });

  test('of a teacher is told to be another where somebody says that they teach a section, once', async () => {
    await school.rows('truncate outbox_message');
    const payload = {
      ...{ sectionStaffId: newId(), sectionId: school.section, staffId: school.teacher },
      ...{ from: today, to: null },
    };
    const id = newId();
    for (let n = 0; n < 2; n += 1)
      await school.subgraph.react('frontend.tell-staff', SectionStaffChanged, { id, payload });
    const told = await school.rows<{ live: { topic: string }[] }>('select live from outbox_message');
    expect(told.map(({ live }) => live.map(({ topic }) => topic))).toEqual([
      [`frontend.teacher.${school.teacher}`],
    ]);
  });

  test('takes as many statements and asks of a large school as of a small one', async () => {
    const people = {
      office: school.office,
      bursar,
      teacher: school.teacher,
      child: school.child,
      kin: school.kin,
    };
    const costs = async () => {
      const found: Record<string, readonly [number, number]> = {};
      for (const [who, id] of Object.entries(people)) {
        const [statements, asked] = [school.subgraph.statements.length, school.subgraph.asked.length];
        await homeOf(id);
        found[who] = [school.subgraph.statements.length - statements, school.subgraph.asked.length - asked];
      }
      return found;
    };
    const small = await costs();
    const section = world.sections[0];
    for (let n = 0; section && n < 300; n += 1)
      world.schedule(section, addDays(today, (n % 100) - 99), 8 + (n % 8));
    for (let n = 0; n < 200; n += 1) world.charge(school.child, 0, addDays(today, n - 100), 'EUR', 10);
    for (let n = 0; n < 100; n += 1) {
      world.publish(school.child, newId(), `${today}T07:00:00.000Z`);
      world.requestLeave(school.child, 'STUDENT', 0, addDays(today, n + 9));
    }
    await school.subgraph.carryOut(RebuildHomes, {});
    expect((await homeOf(school.teacher))?.teacher?.lessons.length).toBeGreaterThan(2);
    expect(await costs()).toEqual(small);
    for (const [statements, asks] of Object.values(small)) {
      expect(statements).toBeLessThanOrEqual(7);
      expect(asks).toBeLessThanOrEqual(8);
    }
  });
});
