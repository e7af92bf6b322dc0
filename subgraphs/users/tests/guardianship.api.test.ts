import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { ChildrenOf } from '@learnova/schema/asks/users';
import { Guardianship } from '../src/guardianship/guardianship.entity.ts';
import { GuardianshipReason } from '../src/guardianship/guardianship-reason.entity.ts';
import { addDays, LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const fields = 'id recordsAccess from to version guardian { id } student { id }';
const record = `mutation ($input: RecordGuardianshipInput!) {
  recordGuardianship(input: $input) { guardianship { ${fields} } }
}`;
const end = `mutation ($input: EndGuardianshipInput!) { endGuardianship(input: $input) { guardianship { ${fields} } } }`;

const motherOfBob = (more: object = {}) => ({
  input: {
    guardianId: school.people.mother,
    studentId: school.people.bob,
    ...{
      recordsAccess: true,
      notifyAttendance: true,
      livesWith: false,
      legal: true,
      pays: true,
      priority: 2,
    },
    from: school.today,
    idempotencyKey: newId(),
    ...more,
  },
});
const ending = (more: object = {}) => ({
  input: {
    guardianshipId: school.annAndMother,
    to: school.today,
    expectedVersion: 1,
    reason: 'The court has decided.',
    idempotencyKey: newId(),
    ...more,
  },
});
const sees = async (who: Name, child: Name) =>
  (await school
    .as(who)
    .code('query ($id: UUID!) { student(id: $id) { id } }', { id: school.people[child] })) === 'NO_ERROR';

test('a registrar records a guardianship; from its first day the guardian sees the child', async () => {
  expect(await sees('mother', 'bob')).toBe(false);
  const { recordGuardianship } = await school
    .as('registrar')
    .data<{ recordGuardianship: { guardianship: { id: string } } }>(record, motherOfBob());
  expect(recordGuardianship.guardianship).toMatchObject({
    recordsAccess: true,
    from: school.today,
    to: null,
    version: 1,
    guardian: { id: school.people.mother },
    student: { id: school.people.bob },
  });
  expect(await sees('mother', 'bob')).toBe(true);
  const [told] = await school.subgraph.request().em.find(OutboxMessage, {});
  expect(told).toMatchObject({
    name: 'users.guardianship-changed',
    aggregateId: recordGuardianship.guardianship.id,
    version: 1,
    organizationId: school.north,
    actorId: school.people.registrar,
    payload: { guardianId: school.people.mother, studentId: school.people.bob, to: null },
  });
});

test('the office ends a guardianship: the next read of the guardian shows nothing', async () => {
  expect(await sees('mother', 'ann')).toBe(true);
  const { endGuardianship } = await school.as('registrar').data<{ endGuardianship: unknown }>(end, ending());
  expect(endGuardianship).toMatchObject({ guardianship: { to: school.today, version: 2 } });
  expect(await sees('mother', 'ann')).toBe(false);
  expect(await school.subgraph.ask(ChildrenOf, { guardianIds: [school.people.mother] })).toEqual([]);
  const { viewer } = await school.as('mother').data<{ viewer: unknown }>('{ viewer { children { id } } }');
  expect(viewer).toEqual({ children: [] });
});

test('only the registry of the school of the child records and ends, and nobody for themselves', async () => {
  const codes = async (query: string, variables: () => object, ...people: Name[]) =>
    Promise.all(people.map((who) => school.as(who).code(query, variables() as Record<string, unknown>)));
  const strangers: Name[] = ['mother', 'colleague', 'southAdmin', 'father'];
  expect(await codes(record, motherOfBob, ...strangers)).toEqual(strangers.map(() => 'NOT_FOUND'));
  expect(await codes(record, motherOfBob, 'head')).toEqual(['FORBIDDEN']);
  const herself = () => motherOfBob({ guardianId: school.people.registrar });
  expect(await codes(record, herself, 'registrar')).toEqual(['FORBIDDEN']);
  expect(await codes(end, ending, 'head', 'mother')).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  expect(await codes(end, ending, 'teacher', 'ann', 'father', 'southAdmin')).toEqual(
    Array.from({ length: 4 }, () => 'NOT_FOUND'),
  );
  expect(await school.subgraph.request().em.count(OutboxMessage, {})).toBe(0);
});

test('what cannot be is refused by name, with the field, and nothing is written', async () => {
  const refused = async (query: string, variables: Record<string, unknown>) => {
    const { errors } = await school.as('registrar').run(query, variables);
    const { code, field } = errors?.[0]?.extensions ?? {};
    return [code, ...((field as string[]) ?? [])].join(' ');
  };
  const yesterday = addDays(school.today, -1);
  expect(await refused(record, motherOfBob({ to: school.today }))).toBe('BAD_USER_INPUT input to');
  expect(await refused(record, motherOfBob({ priority: 0 }))).toBe('BAD_USER_INPUT input priority');
  expect(await refused(record, motherOfBob({ guardianId: newId() }))).toBe('NOT_FOUND');
  expect(await refused(record, motherOfBob({ guardianId: school.people.ann }))).toBe('NOT_FOUND');
  expect(await refused(record, motherOfBob({ studentId: newId() }))).toBe('NOT_FOUND');
  const again = { studentId: school.people.ann };
  expect(await refused(record, motherOfBob(again))).toBe('GUARDIANSHIP_EXISTS input from');
  const father = { ...again, guardianId: school.people.father };
  expect(await refused(record, motherOfBob({ ...father, from: yesterday }))).toBe(
    'GUARDIANSHIP_EXISTS input from',
  );
  expect(await refused(end, ending({ reason: ' ' }))).toBe('BAD_USER_INPUT input reason');
  expect(await refused(end, ending({ to: '2000-01-01' }))).toBe('BAD_USER_INPUT input to');
  expect(await refused(end, ending({ expectedVersion: 2 }))).toBe('STALE_VERSION input expectedVersion');
  const over = { guardianshipId: school.annAndFather };
  expect(await refused(end, ending(over))).toBe('ALREADY_ENDED input to');
  const { em } = school.subgraph.request();
  expect(await em.count(OutboxMessage, {})).toBe(0);
  expect(await em.count(GuardianshipReason, {})).toBe(0);
});

test('an end can be brought forward, and a guardian of once becomes one again from that day', async () => {
  const registrar = school.as('registrar');
  await registrar.data(end, ending({ to: addDays(school.today, 9) }));
  expect(await sees('mother', 'ann')).toBe(true);
  await registrar.data(end, ending({ to: school.today, expectedVersion: 2 }));
  expect(await sees('mother', 'ann')).toBe(false);
  await registrar.data(record, motherOfBob({ studentId: school.people.ann }));
  expect(await sees('mother', 'ann')).toBe(true);
});

test('of two clerks who end it at once, one is refused and told who was faster', async () => {
  const clerks: Name[] = ['registrar', 'northAdmin'];
  const days = [1, 2].map((days) => addDays(school.today, days));
  const results = await Promise.all(clerks.map((who, n) => school.as(who).run(end, ending({ to: days[n] }))));
  const [refused, ...more] = results.flatMap(({ errors }) => errors ?? []);
  expect(more).toEqual([]);
  const faster = clerks[results.findIndex(({ errors }) => !errors)];
  expect(refused?.extensions).toMatchObject({
    code: 'STALE_VERSION',
    version: 2,
    changedBy: school.people[faster as Name],
    changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(refused?.message).toContain(`${faster} Example changed this guardianship at`);
});

test('of two clerks who record the same at once, one is told that it is recorded', async () => {
  const codes = await Promise.all(
    (['registrar', 'northAdmin'] as const).map((who) => school.as(who).code(record, motherOfBob())),
  );
  expect(codes.sort()).toEqual(['GUARDIANSHIP_EXISTS', 'NO_ERROR']);
});

test('a command that is sent ten times at once is carried out once, and answered alike', async () => {
  const once = async (query: string, variables: Record<string, unknown>) => {
    const registrar = school.as('registrar');
    const answers = await Promise.all(Array.from({ length: 10 }, () => registrar.data(query, variables)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  };
  await once(record, motherOfBob());
  await once(end, ending());
  const { em } = school.subgraph.request();
  expect(await em.count(OutboxMessage, {})).toBe(2);
  expect(await em.count(Guardianship, { studentId: school.people.bob })).toBe(2);
});

test('a reason is kept apart, and in no audit, event or answer', async () => {
  const { data } = await school.as('registrar').run(end, ending());
  const { em } = school.subgraph.request();
  const told = [data, await em.find(AuditEntry, {}), await em.find(OutboxMessage, {})];
  expect(JSON.stringify(told)).not.toContain('The court');
  expect(JSON.stringify(told)).toContain('guardianship');
  expect(await em.find(GuardianshipReason, {})).toMatchObject([
    { version: 2, reason: 'The court has decided.' },
  ]);
});

test('who may no longer see a guardianship gets no answer to a repeated command', async () => {
  const variables = motherOfBob();
  await school.as('registrar').data(record, variables);
  const { em } = school.subgraph.request();
  await em.execute('delete from role_assignment where person_id = ?', [school.people.registrar]);
  expect(await school.as('registrar').code(record, variables)).toBe('NOT_FOUND');
});
