import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import { ResultPublished, ResultWithheld } from '@learnova/schema/events/assessments';
import { LeaveApproved } from '@learnova/schema/events/leave';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import type { FrontendSchool } from './support/school.ts';
import { World } from './support/world.ts';

const home = `home {
  offices { id leaveWaiting }
  teacher { id timeZone onLeave { student { id } section { id } from to } }
  students { id timeZone results { result { id } section { id } publishedAt } leave { firstDay lastDay isApproved } }
}`;

interface Home {
  readonly offices: readonly { readonly leaveWaiting: number | null }[];
  readonly teacher: { readonly timeZone: string; readonly onLeave: readonly object[] } | null;
  readonly students: readonly {
    readonly timeZone: string;
    readonly results: readonly object[] | null;
    readonly leave: readonly object[] | null;
  }[];
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
    world.publish(school.child, school.section, `${today}T08:00:00.000Z`);
    world.publish(school.child, newId(), `${addDays(today, -60)}T08:00:00.000Z`);
    world.requestLeave(school.child, 'STUDENT', 0, today).state = 'APPROVED';
    world.requestLeave(school.child, 'STUDENT', 0, addDays(today, 5));
    world.requestLeave(school.child, 'STUDENT', 0, addDays(today, -5)).state = 'APPROVED';
    world.requestLeave(school.teacher, 'STAFF', 0, today).state = 'APPROVED';
    await school.subgraph.carryOut(RebuildHomes, {});
  });
  afterAll(() => school?.close());

  const homeOf = async (personId: string) =>
    (await school.entity<{ home: Home }>('Viewer', personId, home, personId))?.home;

  test('of a student and of who may see the records shows what is new: results and leave', async () => {
    for (const by of [school.child, school.guardian]) {
      const [student] = (await homeOf(by))?.students ?? [];
      const { resultId } = world.results.get(school.child)?.get(school.section) ?? { resultId: '' };
      expect(student?.results).toEqual([
        {
          ...{ result: { id: resultId }, section: { id: school.section } },
          publishedAt: new Date(`${today}T08:00:00.000Z`),
        },
      ]);
      expect(student?.leave).toEqual([
        { firstDay: today, lastDay: addDays(today, 1), isApproved: true },
        { firstDay: addDays(today, 5), lastDay: addDays(today, 6), isApproved: false },
      ]);
    }
    expect((await homeOf(school.kin))?.students).toMatchObject([{ results: null, leave: null }]);
  });

  test('of a teacher names who of the own sections is on leave today, until somebody leaves the section', async () => {
    const away = {
      ...{ student: { id: school.child }, section: { id: school.section } },
      from: new Date(`${today}T08:00:00.000Z`),
      to: new Date(`${today}T20:00:00.000Z`),
    };
    expect((await homeOf(school.teacher))?.teacher?.onLeave).toEqual([away]);
    world.roster.get(school.section)?.delete(school.child);
    expect((await homeOf(school.teacher))?.teacher?.onLeave).toEqual([]);
    world.roster.get(school.section)?.add(school.child);
  });

  test('says by which clock its day is: that of the school', async () => {
    expect((await homeOf(school.teacher))?.teacher?.timeZone).toBe('Europe/Vienna');
    for (const by of [school.child, school.guardian, school.kin])
      expect((await homeOf(by))?.students).toMatchObject([{ timeZone: 'Europe/Vienna' }]);
  });

  test('of who keeps the records counts the leave that waits, of who heads a department or keeps accounts not', async () => {
    const waiting = async (by: string) => (await homeOf(by))?.offices[0]?.leaveWaiting;
    expect(await waiting(school.office)).toBe(1);
    expect(await waiting(school.head)).toBeNull();
    expect(await waiting(bursar)).toBeNull();
  });

  test('is told when a result is withheld and when leave is decided, and shows it', async () => {
    await school.rows('truncate outbox_message');
    const topics = async () =>
      (
        await school.rows<{ live: { topic: string }[] }>('select live from outbox_message order by id')
      ).flatMap(({ live }) => live.map(({ topic }) => topic));
    const result = world.results.get(school.child)?.get(school.section);
    if (result) result.isWithheld = true;
    const results = [{ resultId: newId(), sectionId: school.section, studentId: school.child }];
    await school.subgraph.react('frontend.copy-withheld', ResultWithheld, { payload: { results } });
    expect(await topics()).toEqual([`frontend.student.${school.child}`]);
    const shown = async () => (await homeOf(school.child))?.students[0];
    expect((await shown())?.results).toEqual([]);
    if (result) result.isWithheld = false;
    await school.subgraph.react('frontend.copy-published', ResultPublished, { payload: { results } });
    expect((await shown())?.results).toHaveLength(1);
    const waits = world.leave.find(({ state }) => state === 'PENDING');
    if (!waits) throw new Error('leave waits');
    waits.state = 'APPROVED';
    const { leaveRequestId, personId, audience } = waits;
    await school.rows('truncate outbox_message');
    await school.subgraph.react('frontend.copy-approved', LeaveApproved, {
      payload: { leaveRequestId, personId, audience, slots: [] },
    });
    expect(await topics()).toEqual([
      ...[`frontend.office.${school.institution}`, `frontend.office.${school.school}`],
      ...[`frontend.teacher.${school.teacher}`, `frontend.student.${school.child}`],
    ]);
    expect((await shown())?.leave).toMatchObject([{ isApproved: true }, { isApproved: true }]);
    expect((await homeOf(school.office))?.offices[0]?.leaveWaiting).toBe(0);
  });
});
