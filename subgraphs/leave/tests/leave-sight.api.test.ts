import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import { LeaveRequests } from '@learnova/schema/asks/leave';
import { LeaveSchool } from './school.ts';

describe('what is shown and given of leave', () => {
  let school: LeaveSchool;
  beforeAll(async () => {
    school = await LeaveSchool.open();
  });
  afterAll(() => school?.close());

  test('who was faster is not told where it was a guardian: but to themselves and to the office', async () => {
    const { child, guardian, teacher, colleague } = school;
    const other = newId();
    school.ties.push({ guardianId: other, studentId: child, recordsAccess: true, legal: true });
    const monday = school.monday();
    const leave = await school.request(child, monday, monday, {}, guardian);
    await school.act('withdrawLeave', leave, guardian);
    const refused = async (by: string, name = 'approveLeave') => {
      const { errors } = await school.subgraph
        .as(by)
        .run(
          `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { leaveRequest { id } } }`,
          { input: { leaveRequestId: leave.id, expectedVersion: 1, idempotencyKey: newId() } },
        );
      const { code, changedBy } = errors?.[0]?.extensions ?? {};
      return { code, changedBy, message: errors?.[0]?.message };
    };
    for (const [by, name] of [
      [teacher, 'approveLeave'],
      [other, 'withdrawLeave'],
    ] as const) {
      const told = await refused(by, name);
      expect(told).toMatchObject({ code: 'LEAVE_CHANGED', changedBy: null });
      expect(told.message).not.toContain('Somebody');
    }
    expect(await refused(colleague)).toMatchObject({ code: 'LEAVE_CHANGED', changedBy: guardian });
    expect(await refused(guardian, 'withdrawLeave')).toMatchObject({ changedBy: guardian });
    school.ties.pop();
  });

  test('whoever tells people of leave is answered where it stands and who decided, and never why', async () => {
    const { child, guardian, teacher } = school;
    const day = addDays(school.monday(), 3);
    const leave = await school.request(child, day, day, { reason: 'A wedding' }, guardian);
    const facts = {
      ...{ leaveRequestId: leave.id, personId: child, audience: 'STUDENT', requestedBy: guardian },
      ...{ firstDay: day, lastDay: day },
    };
    const ask = () => school.subgraph.ask(LeaveRequests, { leaveRequestIds: [leave.id, newId()] });
    expect(await ask()).toEqual([{ ...facts, state: 'PENDING', decidedBy: null }]);
    await school.act('approveLeave', leave, teacher, { comment: 'Have fun' });
    expect(await ask()).toEqual([{ ...facts, state: 'APPROVED', decidedBy: teacher }]);
  });

  test('why days were given is for the office alone, as who wrote it was told', async () => {
    const [person, colleague] = [school.member(), school.member()];
    const year = Number(school.monday().slice(0, 4));
    const input = {
      ...{ personIds: [person], leaveTypeId: await school.staffType(), leaveYear: year, days: 2 },
      reason: 'Twenty years at the school',
    };
    type Given = { entries: { kind: string; reason: string | null }[] };
    const given = await school.command<Given>(
      'grantLeave',
      input,
      'entries { kind reason }',
      school.registrar,
    );
    expect(given.entries).toEqual([{ kind: 'GRANT', reason: 'Twenty years at the school' }]);
    const found = async (by: string) => {
      const { data, errors = [] } = await school.subgraph
        .as(by)
        .run(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Staff { leave { entries { kind reason } } } } }',
          { r: [{ __typename: 'Staff', id: person }] },
        );
      const codes = new Set(errors.map(({ extensions }) => extensions?.code));
      const leave = (data as { _entities: ({ leave: Given | null } | null)[] })._entities[0]?.leave;
      return [leave?.entries.map(({ reason }) => reason) ?? null, [...codes]];
    };
    for (const by of [school.registrar, school.administrator])
      expect(await found(by)).toEqual([['Twenty years at the school'], []]);
    expect(await found(person)).toEqual([[null], ['FORBIDDEN']]);
    for (const by of [colleague, school.teacher, school.guardian]) expect((await found(by))[0]).toBeNull();
    // Without words there are none, and those of a request are its own.
    await school.grant(person, 3, year);
    const leave = await school.request(person, school.monday(), school.monday(), { reason: 'Holiday' });
    await school.act('approveLeave', leave, school.registrar);
    expect(await found(school.registrar)).toEqual([[null, null, 'Twenty years at the school'], []]);
  });

  test("a guardian is shown the child's leave as a student, and not as somebody who works at the school", async () => {
    const { guardian } = school;
    const monday = school.monday();
    const both = newId();
    school.students.set(both, school.school);
    school.ties.push({ guardianId: guardian, studentId: both, recordsAccess: true, legal: true });
    const asStudent = await school.request(both, monday, monday, {}, guardian);
    school.staff.set(both, school.school);
    school.students.delete(both);
    await school.grant(both, 5, Number(monday.slice(0, 4)));
    const asStaff = await school.request(both, addDays(monday, 1), addDays(monday, 1));
    const seenBy = async (personId: string) => {
      type Seen = { _entities: { leaveRequests: { nodes: { id: string }[] } }[] };
      const { _entities } = await school.subgraph
        .as(personId)
        .data<Seen>(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer { leaveRequests { nodes { id } } } } }',
          { r: [{ __typename: 'Viewer', id: personId }] },
        );
      return _entities[0]?.leaveRequests.nodes.map(({ id }) => id) ?? [];
    };
    const seen = await seenBy(guardian);
    expect(seen).toContain(asStudent.id);
    expect(seen).not.toContain(asStaff.id);
    expect(await seenBy(both)).toEqual([asStaff.id, asStudent.id]);
    school.ties.pop();
  });

  test('what is left is said to the hundredth of a day', async () => {
    const person = school.member();
    const monday = school.monday();
    await school.grant(person, 1.1, Number(monday.slice(0, 4)));
    await school.request(person, monday, monday, { lastPart: 'MORNING' });
    expect(await school.balances(person)).toMatchObject([{ pendingDays: 0.5, availableDays: 0.6 }]);
  });

  test('nobody of the office gives days to themselves, nor to a child of theirs', async () => {
    const { registrar, colleague, child } = school;
    const year = Number(school.today.slice(0, 4));
    const code = async (personIds: string[], leaveTypeId: string) =>
      school.refusal(
        'grantLeave',
        { personIds, leaveTypeId, leaveYear: year, days: 3 },
        'entries { id }',
        registrar,
      );
    const ofStaff = await school.staffType();
    expect(await code([registrar], ofStaff)).toBe('LEAVE_GRANT_OWN');
    expect(await code([colleague, registrar], ofStaff)).toBe('LEAVE_GRANT_OWN');
    expect(await code([colleague], ofStaff)).toBe('NO_ERROR');
    const ofStudents = await school.createType({ audience: 'STUDENT' });
    expect(await code([child], ofStudents)).toBe('NO_ERROR');
    school.ties.push({ guardianId: registrar, studentId: child, recordsAccess: false, legal: false });
    expect(await code([child], ofStudents)).toBe('LEAVE_GRANT_OWN');
    school.ties.pop();
  });

  test('nobody outside is asked while others wait for their turn', async () => {
    const { child, guardian, teacher } = school;
    const day = addDays(school.monday(), 2);
    const askedInTurn = async (work: () => Promise<unknown>) => {
      const [statements, asks] = [school.subgraph.statements.length, school.asked.length];
      await work();
      const turn = school.subgraph.statements.findIndex(
        (statement, n) => n >= statements && statement.includes('pg_advisory_xact_lock'),
      );
      expect(turn).toBeGreaterThan(0);
      return school.asked.slice(asks).filter(({ afterStatements }) => afterStatements > turn);
    };
    await school.studentType();
    let leave = { id: '', version: 1 };
    expect(
      await askedInTurn(async () => {
        leave = await school.request(child, day, day, {}, guardian);
      }),
    ).toEqual([]);
    expect(
      await askedInTurn(async () => {
        leave = await school.act('approveLeave', leave, teacher);
      }),
    ).toEqual([]);
    expect(await askedInTurn(() => school.act('cancelLeave', leave, guardian))).toEqual([]);
  });
});
