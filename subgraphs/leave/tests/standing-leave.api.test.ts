import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import { StandingLeave } from '@learnova/schema/asks/leave';
import { LeaveSchool } from './school.ts';

describe('leave that stands', () => {
  let school: LeaveSchool;
  beforeEach(async () => {
    school = await LeaveSchool.open();
  });
  afterEach(() => school?.close());

  const standing = async (personId: string) => {
    const asked = { personIds: [personId], after: null, limit: 1 };
    return (await school.subgraph.ask(StandingLeave, asked))[0]?.leave;
  };

  test('is told while it waits and once it is granted, by its days and never why, and no more when it was taken back', async () => {
    const { child, guardian, teacher } = school;
    const [monday, tuesday] = [school.monday(), addDays(school.monday(), 1)];
    const half = { lastPart: 'MORNING', reason: 'A wedding' };
    const leave = await school.request(child, monday, tuesday, half, guardian);
    const facts = {
      ...{ leaveRequestId: leave.id, audience: 'STUDENT', organizationId: school.school },
      ...{ firstDay: monday, lastDay: tuesday },
    };
    const [waiting] = (await standing(child)) ?? [];
    expect(waiting).toMatchObject({ ...facts, state: 'PENDING' });
    expect(Object.keys(waiting ?? {}).toSorted()).toEqual(
      [...Object.keys(facts), 'days', 'state'].toSorted(),
    );
    expect(waiting?.days.map(({ date }) => date)).toEqual([monday, tuesday]);
    const hours = (n: number) =>
      (Date.parse(waiting?.days[n]?.to ?? '') - Date.parse(waiting?.days[n]?.from ?? '')) / 3_600_000;
    // On the second day until noon; on a day on which clocks change an hour more or less.
    expect(Math.abs(hours(0) - 24)).toBeLessThanOrEqual(1);
    expect(Math.abs(hours(1) - 12)).toBeLessThanOrEqual(1);

    const granted = await school.act('approveLeave', leave, teacher);
    expect(await standing(child)).toMatchObject([{ ...facts, state: 'APPROVED' }]);
    await school.act('cancelLeave', granted, guardian);
    expect(await standing(child)).toEqual([]);
  });

  test('is told page by page of all who ever asked, and nothing of who did not', async () => {
    const { child, guardian } = school;
    const pupil = school.pupil();
    await school.request(child, school.monday(), school.monday(), {}, guardian);
    await school.request(pupil, school.monday(), school.monday());
    const page = async (after: string | null) =>
      (await school.subgraph.ask(StandingLeave, { personIds: null, after, limit: 1 })).map(
        ({ personId }) => personId,
      );
    const [first = ''] = await page(null);
    const [second = ''] = await page(first);
    expect([first, second]).toEqual([child, pupil].toSorted());
    expect(await page(second)).toEqual([]);
    expect(await standing(newId())).toEqual([]);
  });
});
