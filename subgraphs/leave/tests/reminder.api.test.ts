import { LeaveSchool } from './school.ts';

const day = 24 * 3_600_000;

describe('those who may decide are reminded', () => {
  let school: LeaveSchool;
  beforeAll(async () => {
    school = await LeaveSchool.open();
  });
  afterAll(() => school?.close());

  async function remind(): Promise<void> {
    const { subgraph, handling } = school.subgraph.running;
    const schedule = subgraph.schedules.find(({ name }) => name === 'leave.remind-approvers');
    if (!schedule) throw new Error('there is no such schedule');
    await handling.runSchedule(schedule);
  }
  async function reminded(): Promise<{ leaveRequestId: string; approverIds: string[] }[]> {
    type Row = { payload: { reminders: { leaveRequestId: string; approverIds: string[] }[] } };
    const rows = await school.rows<Row>(
      "select payload from outbox_message where name = 'leave.reminder-due'",
    );
    return rows.flatMap(({ payload }) => payload.reminders);
  }

  test('of a request that has waited for two days, once; of one that was decided or is younger, never', async () => {
    const { child, guardian, teacher, registrar, colleague, administrator } = school;
    const monday = school.monday(3);
    const waits = await school.request(child, monday, monday, {}, guardian);
    const decided = await school.request(child, school.monday(4), school.monday(4), {}, guardian);
    await school.act('approveLeave', decided, teacher);
    await school.subgraph.advance(2 * day - 3_600_000);
    await remind();
    expect(await reminded()).toEqual([]);
    const young = await school.request(child, school.monday(5), school.monday(5), {}, guardian);
    await school.subgraph.advance(3_600_000);
    await Promise.all([remind(), remind()]);
    await remind();
    const approverIds = [teacher, registrar, colleague, administrator].toSorted();
    expect(await reminded()).toMatchObject([{ leaveRequestId: waits.id, approverIds }]);
    await school.subgraph.advance(2 * day);
    await remind();
    expect((await reminded()).map(({ leaveRequestId }) => leaveRequestId)).toEqual([waits.id, young.id]);
  });

  test('of many with as many statements as of one', async () => {
    const cost = async () => {
      await school.subgraph.advance(3 * day);
      school.subgraph.statements.length = 0;
      await remind();
      return school.subgraph.statements.length;
    };
    const ask = async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        const student = school.pupil();
        await school.request(student, school.monday(6), school.monday(6), {}, school.registrar);
      }
    };
    await ask(1);
    const one = await cost();
    await ask(12);
    expect(await cost()).toBe(one);
  });
});
