import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import fc from 'fast-check';
import { type FoundLeave, LeaveSchool } from './school.ts';

describe('leave is decided', () => {
  let school: LeaveSchool;
  beforeAll(async () => {
    school = await LeaveSchool.open();
  });
  afterAll(() => school?.close());

  const events = (leaveRequestId: string) =>
    school.rows<{ name: string; payload: Record<string, unknown>; live: { topic: string }[] }>(
      "select name, payload, live from outbox_message where payload->>'leaveRequestId' = $1 order by version",
      [leaveRequestId],
    );

  test("a student's by a teacher or the office: not by the family, nor by who has asked, nor by a guardian who teaches the child", async () => {
    const { child, guardian, teacher, registrar, colleague } = school;
    const monday = school.monday();
    const own = await school.request(child, monday, monday, {}, guardian);
    for (const who of [child, guardian])
      expect(await school.actRefusal('approveLeave', own, who)).toBe('FORBIDDEN');
    expect(await school.actRefusal('approveLeave', own, newId())).toBe('NOT_FOUND');
    expect((await school.act('approveLeave', own, teacher, { comment: 'Have fun' })).state).toBe('APPROVED');

    const byOffice = await school.request(child, addDays(monday, 1), addDays(monday, 1), {}, registrar);
    expect(await school.actRefusal('approveLeave', byOffice, registrar)).toBe('FORBIDDEN');
    expect((await school.act('approveLeave', byOffice, colleague)).state).toBe('APPROVED');

    // The teacher is the mother of a pupil, without access to the records.
    const pupil = newId();
    school.students.set(pupil, school.school);
    school.teaching.push({ staffId: teacher, studentId: pupil, organizationId: school.school });
    school.ties.push({ guardianId: teacher, studentId: pupil, recordsAccess: false, legal: false });
    const leave = await school.request(pupil, monday, monday);
    expect(await school.queue(teacher)).not.toContain(leave.id);
    expect(await school.actRefusal('approveLeave', leave, teacher)).toBe('FORBIDDEN');
  });

  test('that of staff by the head of a department in which they teach, or the office: never by themselves', async () => {
    const { teacher, head, registrar, administrator } = school;
    const monday = school.monday();
    const year = Number(monday.slice(0, 4));
    for (const person of [teacher, head, registrar]) await school.grant(person, 10, year);
    const deputy = newId();
    school.hold(deputy, 'ADMINISTRATOR', school.institution);
    await school.grant(administrator, 10, year, { by: deputy });
    school.roles.pop();
    const leave = await school.request(teacher, monday, monday);
    expect(await school.actRefusal('approveLeave', leave, teacher)).toBe('FORBIDDEN');
    expect((await school.act('approveLeave', leave, head)).state).toBe('APPROVED');
    const heads = await school.request(head, monday, monday);
    expect(await school.actRefusal('approveLeave', heads, head)).toBe('FORBIDDEN');
    const offices = await school.request(registrar, monday, monday);
    expect(await school.actRefusal('approveLeave', offices, registrar)).toBe('FORBIDDEN');
    expect((await school.act('declineLeave', offices, administrator, { comment: 'No' })).state).toBe(
      'DECLINED',
    );
    // Nobody is above the administrator: the request waits.
    const administrators = await school.request(administrator, monday, monday);
    expect(await school.actRefusal('approveLeave', administrators, administrator)).toBe('FORBIDDEN');
    expect(await school.actRefusal('approveLeave', administrators, registrar)).toBe('NOT_FOUND');
  });

  test('once: the second to decide is told who was faster, and a decline says why', async () => {
    const { child, guardian, teacher, colleague } = school;
    const day = addDays(school.monday(), 2);
    const leave = await school.request(child, day, day, {}, guardian);
    expect(await school.actRefusal('declineLeave', leave, teacher, { comment: ' ' })).toBe('BAD_USER_INPUT');
    const codes = await Promise.all([
      school.actRefusal('approveLeave', leave, teacher),
      school.actRefusal('declineLeave', leave, colleague, { comment: 'Exams' }),
    ]);
    expect(codes.toSorted()).toEqual(['LEAVE_CHANGED', 'NO_ERROR']);
    expect(await school.actRefusal('approveLeave', { ...leave, version: 2 }, teacher)).toBe('LEAVE_STATE');
    expect((await events(leave.id)).map(({ name }) => name)).toHaveLength(2);
  });

  test('what is granted is told with the half days by the clock, and each topic is pointed at once', async () => {
    const { child, guardian, teacher } = school;
    const day = addDays(school.monday(), 3);
    const leave = await school.request(
      child,
      day,
      day,
      { firstPart: 'AFTERNOON', reason: 'A wedding' },
      guardian,
    );
    await school.act('approveLeave', leave, teacher, { comment: 'Congratulations' });
    const [asked, granted] = await events(leave.id);
    expect(granted?.payload.slots).toMatchObject([{ date: day, part: 'AFTERNOON' }]);
    const [slot] = (granted?.payload.slots ?? []) as { from: string; to: string }[];
    expect(Date.parse(slot?.to ?? '') - Date.parse(slot?.from ?? '')).toBe(12 * 3_600_000);
    const topics = asked?.live.map(({ topic }) => topic) ?? [];
    expect(new Set(topics).size).toBe(topics.length);
    expect(topics).toEqual(expect.arrayContaining([`leave.person.${child}`, `leave.approver.${teacher}`]));
    expect(JSON.stringify([asked, granted])).not.toMatch(/wedding|Congratulations/);
  });

  test('a family cancels until the day comes, the office at any time; what was taken is given back, once', async () => {
    const { registrar, administrator } = school;
    const person = school.member();
    const monday = school.monday();
    const year = Number(monday.slice(0, 4));
    await school.grant(person, 5, year);
    const leave = await school.act(
      'approveLeave',
      await school.request(person, monday, addDays(monday, 4)),
      registrar,
    );
    expect(await school.actRefusal('withdrawLeave', leave, person)).toBe('LEAVE_STATE');
    const cancelled = await school.act('cancelLeave', leave, person);
    expect(await school.actRefusal('cancelLeave', cancelled, person)).toBe('LEAVE_STATE');
    expect(await school.balances(person)).toMatchObject([{ takenDays: 0, availableDays: 5 }]);
    const again = await school.act(
      'approveLeave',
      await school.request(person, monday, addDays(monday, 4)),
      registrar,
    );

    const back = (
      await school.rows<{ ms: string }>(
        "select extract(epoch from $1::date::timestamp at time zone 'Europe/Vienna' + interval '1 hour' - platform.now()) * 1000 as ms",
        [monday],
      )
    )[0];
    await school.subgraph.advance(Number(back?.ms));
    expect(await school.actRefusal('cancelLeave', again, person)).toBe('LEAVE_BEGUN');
    await school.act('cancelLeave', again, administrator);
    expect(await school.balances(person)).toMatchObject([{ takenDays: 0, pendingDays: 0, availableDays: 5 }]);
    await school.subgraph.advance(-Number(back?.ms));
  });

  test('whatever is asked, decided, cancelled and granted in whatever order, the balance is what a slate says', async () => {
    const type = await school.createType({ name: 'Slate' });
    const monday = school.monday(3);
    const year = Number(monday.slice(0, 4));
    const acts = ['GRANT', 'BACK', 'REQUEST', 'APPROVE', 'DECLINE', 'WITHDRAW', 'CANCEL'] as const;
    const steps = fc.array(fc.tuple(fc.constantFrom(...acts), fc.nat({ max: 4 }), fc.nat({ max: 2 })), {
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const person = school.member();
        let granted = 0;
        const slate: { leave: FoundLeave; day: number; days: number; state: string }[] = [];
        const held = (...states: string[]) =>
          slate.filter(({ state }) => states.includes(state)).reduce((sum, { days }) => sum + days, 0);
        for (const [act, at, length] of sequence) {
          const free = granted - held('PENDING', 'APPROVED');
          if (act === 'GRANT' || act === 'BACK') {
            const days = act === 'GRANT' ? length + 1 : -(length + 1);
            const input = { personIds: [person], leaveTypeId: type, leaveYear: year, days };
            const code = await school.refusal('grantLeave', input, 'entries { id }', school.administrator);
            expect(code).toBe(free + days < 0 ? 'LEAVE_GRANT_USED' : 'NO_ERROR');
            if (code === 'NO_ERROR') granted += days;
          } else if (act === 'REQUEST') {
            const days = Math.min(length, 4 - at) + 1;
            const meets = slate.some(
              (one) =>
                ['PENDING', 'APPROVED'].includes(one.state) && one.day < at + days && at < one.day + one.days,
            );
            const [from, to] = [addDays(monday, at), addDays(monday, at + days - 1)];
            if (meets || days > free) {
              const code = await school.requestRefusal(person, from, to, { leaveTypeId: type });
              expect(code).toBe(meets ? 'LEAVE_OVERLAPS' : 'LEAVE_BALANCE_EXCEEDED');
            } else {
              const leave = await school.request(person, from, to, { leaveTypeId: type });
              slate.push({ leave, day: at, days, state: 'PENDING' });
            }
          } else {
            const one = slate[at];
            if (!one) continue;
            const [name, from, to] = (
              {
                APPROVE: ['approveLeave', 'PENDING', 'APPROVED'],
                DECLINE: ['declineLeave', 'PENDING', 'DECLINED'],
                WITHDRAW: ['withdrawLeave', 'PENDING', 'WITHDRAWN'],
                CANCEL: ['cancelLeave', 'APPROVED', 'CANCELLED'],
              } as const
            )[act];
            const by = act === 'APPROVE' || act === 'DECLINE' ? school.registrar : person;
            const more = act === 'DECLINE' ? { comment: 'No' } : {};
            if (one.state === from) one.leave = await school.act(name, one.leave, by, more);
            else expect(await school.actRefusal(name, one.leave, by, more)).toBe('LEAVE_STATE');
            if (one.state === from) one.state = to;
          }
        }
        const [balance] = await school.balances(person);
        const expected = { taken: held('APPROVED'), pending: held('PENDING') };
        expect([balance?.grantedDays ?? 0, balance?.takenDays ?? 0, balance?.pendingDays ?? 0]).toEqual([
          granted,
          expected.taken,
          expected.pending,
        ]);
        expect(balance?.availableDays ?? 0).toBe(granted - expected.taken - expected.pending);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('the queue of each is what they may decide upon, the longest waiting first, whoever asks', async () => {
    const everybody = [
      school.child,
      school.guardian,
      school.teacher,
      school.head,
      school.registrar,
      school.colleague,
    ];
    // One at least waits, whatever was drawn above: the administrator's, above whom is nobody.
    const waiting = await school.rows<{ id: string; version: number }>(
      "select id, version from leave_request where state = 'PENDING' order by requested_at, id",
    );
    expect(waiting.length).toBeGreaterThan(0);
    for (const person of [...everybody, school.administrator]) {
      const codes = await Promise.all(
        // Nothing is decided: the version is wrong, and that is found after the right.
        waiting.map((one) => school.actRefusal('approveLeave', { id: one.id, version: 99 }, person)),
      );
      const mine = waiting.filter((_, n) => codes[n] === 'LEAVE_CHANGED').map(({ id }) => id);
      expect(await school.queue(person)).toEqual(mine);
    }
  });
});
