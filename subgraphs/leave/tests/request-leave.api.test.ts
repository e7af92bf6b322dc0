import { randomUUID } from 'node:crypto';
import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import { LeaveSchool, leaveFields } from './school.ts';

describe('leave is asked for', () => {
  let school: LeaveSchool;
  beforeAll(async () => {
    school = await LeaveSchool.open();
  });
  afterAll(() => school?.close());

  const yearOf = (day: string) => Number(day.slice(0, 4));
  async function withDays(days: number): Promise<string> {
    const person = school.member();
    for (const year of [0, 1, 2].map((n) => yearOf(school.today) + n - 1))
      await school.grant(person, days, year);
    return person;
  }

  test('a week over a closed day is worth four days, and half a day half a day', async () => {
    const monday = school.monday();
    school.closed.add(addDays(monday, 2));
    const person = await withDays(10);
    const leave = await school.request(person, monday, addDays(monday, 6));
    expect(leave).toMatchObject({ state: 'PENDING', version: 1, days: 4 });
    expect(leave.slots).toHaveLength(8);
    const half = await school.request(person, addDays(monday, 7), addDays(monday, 7), {
      firstPart: 'AFTERNOON',
    });
    expect(half).toMatchObject({ days: 0.5, slots: [{ date: addDays(monday, 7), part: 'AFTERNOON' }] });
    // The other half of that day is free still.
    const morning = await school.request(person, addDays(monday, 7), addDays(monday, 7), {
      lastPart: 'MORNING',
    });
    expect(morning.days).toBe(0.5);
    school.closed.clear();
  });

  test('who works part-time takes the days on which they work, by the week in force on each', async () => {
    const monday = school.monday();
    const person = await withDays(10);
    const week = {
      staffId: person,
      from: addDays(monday, -30),
      days: [{ weekday: 'MONDAY', parts: ['MORNING'] }],
    };
    await school.command('setWorkPattern', week, 'workPattern { id }', school.registrar);
    const next = {
      ...week,
      from: addDays(monday, 7),
      days: [{ weekday: 'TUESDAY', parts: ['AFTERNOON', 'MORNING'] }],
    };
    await school.command('setWorkPattern', next, 'workPattern { id days { parts } }', school.registrar);
    const leave = await school.request(person, monday, addDays(monday, 13));
    expect(leave.slots.map(({ date, part }) => `${date} ${part}`)).toEqual([
      `${monday} MORNING`,
      `${addDays(monday, 8)} MORNING`,
      `${addDays(monday, 8)} AFTERNOON`,
    ]);
    const free = addDays(monday, 16);
    expect(await school.requestRefusal(person, free, free)).toBe('LEAVE_NO_WORKING_TIME');
  });

  test('it takes no more than there is, what waits included; what is declined or withdrawn is free again', async () => {
    const person = await withDays(3);
    const monday = school.monday();
    const first = await school.request(person, monday, addDays(monday, 1));
    expect(await school.requestRefusal(person, addDays(monday, 2), addDays(monday, 3))).toBe(
      'LEAVE_BALANCE_EXCEEDED',
    );
    await school.act('withdrawLeave', first, person);
    const second = await school.request(person, addDays(monday, 2), addDays(monday, 3));
    expect(await school.requestRefusal(person, monday, addDays(monday, 1))).toBe('LEAVE_BALANCE_EXCEEDED');
    await school.act('declineLeave', second, school.registrar, { comment: 'Exams' });
    const third = await school.request(person, monday, addDays(monday, 2));
    await school.act('approveLeave', third, school.registrar);
    const balance = (await school.balances(person)).find(({ leaveYear }) => leaveYear === yearOf(monday));
    expect(balance).toMatchObject({ grantedDays: 3, takenDays: 3, pendingDays: 0, availableDays: 0 });
  });

  test('leave over the end of a year is paid by two, and each must have enough', async () => {
    const type = await school.createType({ name: 'By the year' });
    const person = school.member();
    const year = yearOf(school.today) + 1;
    // A Thursday to a Tuesday around New Year, all of them school days but the weekend.
    const [first, last] = [`${year}-12-28`, `${year + 1}-01-04`];
    const worked = (from: string, to: string) =>
      Array.from({ length: 15 }, (_, n) => addDays(from, n)).filter(
        (day) => day <= to && new Date(day).getUTCDay() % 6 !== 0,
      ).length;
    const [before, after] = [worked(first, `${year}-12-31`), worked(`${year + 1}-01-01`, last)];
    await school.grant(person, before, year, { leaveTypeId: type });
    await school.grant(person, after - 1, year + 1, { leaveTypeId: type });
    const more = { leaveTypeId: type };
    expect(await school.requestRefusal(person, first, last, more)).toBe('LEAVE_BALANCE_EXCEEDED');
    await school.grant(person, 1, year + 1, { leaveTypeId: type });
    const leave = await school.request(person, first, last, more);
    await school.act('approveLeave', leave, school.registrar);
    expect(await school.balances(person)).toMatchObject([
      { leaveYear: year + 1, takenDays: after, availableDays: 0 },
      { leaveYear: year, takenDays: before, availableDays: 0 },
    ]);
  });

  test('two at once do not exceed the balance, nor meet', async () => {
    const person = await withDays(2);
    const monday = school.monday();
    const tries = [0, 2, 7, 9, 14, 16].map((n) => addDays(monday, n));
    const codes = await Promise.all(tries.map((day) => school.requestRefusal(person, day, addDays(day, 1))));
    expect(codes.toSorted()).toEqual([...Array(5).fill('LEAVE_BALANCE_EXCEEDED'), 'NO_ERROR']);

    const child = newId();
    school.students.set(child, school.school);
    const same = await Promise.all(
      [0, 1, 2, 3].map((n) =>
        school.requestRefusal(
          child,
          addDays(monday, n),
          addDays(monday, 4),
          {},
          n % 2 ? school.registrar : child,
        ),
      ),
    );
    expect(same.toSorted()).toEqual([...Array(3).fill('LEAVE_OVERLAPS'), 'NO_ERROR']);
  });

  test('a second click and a lost reply ask once; other input under the same key is refused', async () => {
    const person = await withDays(5);
    const monday = school.monday();
    const input = { ...(await school.requestInput(person, monday, monday)), idempotencyKey: randomUUID() };
    const send = () => school.command('requestLeave', input, `leaveRequest { ${leaveFields} }`, person);
    const [one, other] = await Promise.all([send(), send()]);
    expect(other).toEqual(one);
    expect(await send()).toEqual(one);
    const changed = { ...input, lastDay: addDays(monday, 1) };
    expect(await school.refusal('requestLeave', changed, 'leaveRequest { id }', person)).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const events = await school.rows<{ payload: object }>(
      "select payload from outbox_message where name = 'leave.requested' and payload->>'personId' = $1",
      [person],
    );
    expect(events).toHaveLength(1);
  });

  test('a guardian asks for a child, a student of age for themselves, the office for both; nobody else does', async () => {
    const monday = school.monday();
    const { child, guardian, teacher, registrar } = school;
    expect(await school.requestRefusal(child, monday, monday)).toBe('FORBIDDEN');
    expect(await school.requestRefusal(child, monday, monday, {}, teacher)).toBe('FORBIDDEN');
    expect(await school.requestRefusal(child, monday, monday, {}, newId())).toBe('NOT_FOUND');
    expect(await school.requestRefusal(newId(), monday, monday, {}, registrar)).toBe('NOT_FOUND');
    const kin = newId();
    school.ties.push({ guardianId: kin, studentId: child, recordsAccess: false, legal: true });
    expect(await school.requestRefusal(child, monday, monday, {}, kin)).toBe('NOT_FOUND');
    expect(await school.requestRefusal(child, monday, monday, {}, guardian)).toBe('NO_ERROR');
    expect(await school.requestRefusal(child, addDays(monday, 1), addDays(monday, 1), {}, registrar)).toBe(
      'NO_ERROR',
    );
    const adult = newId();
    school.students.set(adult, school.school);
    expect(await school.requestRefusal(adult, monday, monday)).toBe('NO_ERROR');
    // A teacher's leave is no business of another teacher's; that of a student is not of the kind for staff.
    expect(await school.requestRefusal(teacher, monday, monday, {}, school.member())).toBe('NOT_FOUND');
    const foreign = { leaveTypeId: await school.staffType() };
    expect(await school.requestRefusal(child, monday, monday, foreign, guardian)).toBe('LEAVE_TYPE_UNKNOWN');
  });

  test('notice and afterwards are as the kind of leave says; the office may be late', async () => {
    const { child, guardian, registrar } = school;
    const noticed = await school.createType({ audience: 'STUDENT', hasBalance: false, noticeDays: 14 });
    const strict = await school.createType({ audience: 'STUDENT', hasBalance: false, maxDaysPerRequest: 2 });
    const [soon, past] = [school.monday(1), school.monday(-1)];
    const code = (day: string, leaveTypeId: string | undefined, by = guardian, last = day) =>
      school.requestRefusal(child, day, last, leaveTypeId ? { leaveTypeId } : {}, by);
    expect(await code(addDays(soon, 1), noticed)).toBe('LEAVE_NOTICE');
    expect(await code(addDays(past, 1), strict)).toBe('LEAVE_OVER');
    expect(await code(addDays(school.monday(-3), 1), undefined)).toBe('LEAVE_OVER');
    expect(await code(addDays(school.monday(4), 0), strict, guardian, addDays(school.monday(4), 2))).toBe(
      'LEAVE_TOO_LONG',
    );
    expect(await code(addDays(school.monday(4), 2), strict, guardian, school.monday(4))).toBe(
      'BAD_USER_INPUT',
    );
    expect(await code(school.monday(5), noticed, guardian, addDays(school.monday(5), 400))).toBe(
      'BAD_USER_INPUT',
    );
    expect(await code(past, undefined)).toBe('NO_ERROR');
    expect(await code(addDays(school.monday(-3), 1), strict, registrar)).toBe('NO_ERROR');
    expect(await code(soon, newId())).toBe('LEAVE_TYPE_UNKNOWN');
  });

  test('a kind of leave that is out of use is asked for no more; what it says is changed by the office alone', async () => {
    const type = await school.createType({ audience: 'STUDENT', hasBalance: false });
    const change = { leaveTypeId: type, name: 'Gone', isActive: false, expectedVersion: 1 };
    expect(await school.refusal('changeLeaveType', change, 'leaveType { id }', school.teacher)).toBe(
      'FORBIDDEN',
    );
    expect(await school.refusal('changeLeaveType', change, 'leaveType { id }', school.registrar)).toBe(
      'FORBIDDEN',
    );
    const bad = { ...change, noticeDays: 3, retroactiveDays: 3 };
    expect(await school.refusal('changeLeaveType', bad, 'leaveType { id }', school.administrator)).toBe(
      'BAD_USER_INPUT',
    );
    await school.command('changeLeaveType', change, 'leaveType { id }', school.administrator);
    expect(await school.refusal('changeLeaveType', change, 'leaveType { id }', school.administrator)).toBe(
      'LEAVE_CHANGED',
    );
    const day = school.monday(6);
    expect(await school.requestRefusal(school.child, day, day, { leaveTypeId: type }, school.guardian)).toBe(
      'LEAVE_TYPE_UNKNOWN',
    );
  });
});
