import { addDays } from '@learnova/platform/local-time';
import { LeaveSchool } from './school.ts';

describe('the half days of a leave', () => {
  let school: LeaveSchool;
  beforeAll(async () => {
    school = await LeaveSchool.open();
  });
  afterAll(() => school?.close());

  test('are told in the order of time, however much leave a school has had', async () => {
    const { child, guardian, teacher } = school;
    // So much that the database reads them by their key, in which the afternoon comes before the morning.
    await school.rows(
      `insert into leave_slot (leave_request_id, date, part, leave_year, hundredths)
      select request, $1::date + day, part, 2020, 50
      from generate_series(1, 2000) n, generate_series(0, 1) day, unnest(array['MORNING', 'AFTERNOON']) part,
        lateral (select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as request) made`,
      [school.day(0)],
    );
    await school.rows('analyze leave_slot');
    const monday = school.monday();
    const leave = await school.request(child, monday, addDays(monday, 1), {}, guardian);
    await school.act('approveLeave', leave, teacher);
    const [granted] = await school.rows<{ payload: { slots: { from: string }[] } }>(
      "select payload from outbox_message where name = 'leave.approved' and payload->>'leaveRequestId' = $1",
      [leave.id],
    );
    const from = granted?.payload.slots.map((slot) => slot.from);
    expect(from).toHaveLength(4);
    expect(from).toEqual(from?.toSorted());
  });
});
