import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { ownViewpoint } from '../src/person/viewpoint.ts';
import { addDays, LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const assign = `mutation ($input: AssignRoleInput!) {
  assignRole(input: $input) { roleAssignment { id role from to version person { id } organization { id } } }
}`;
const end = 'mutation ($input: EndRoleInput!) { endRole(input: $input) { roleAssignment { to version } } }';

const registrarInMaths = (more: object = {}) => ({
  input: {
    personId: school.people.colleague,
    role: 'REGISTRAR',
    organizationId: school.maths,
    from: school.today,
    idempotencyKey: newId(),
    ...more,
  },
});
const ending = (more: object = {}) => ({
  input: {
    roleAssignmentId: school.teaches,
    to: school.today,
    expectedVersion: 1,
    idempotencyKey: newId(),
    ...more,
  },
});
const rolesOf = async (who: Name) => {
  const { viewer } = await school
    .as(who)
    .data<{ viewer: { roles: { role: string }[] } }>('{ viewer { roles { role } } }');
  return viewer.roles.map(({ role }) => role);
};

test('an administrator gives a role; it is held on the next request', async () => {
  const { assignRole } = await school
    .as('northAdmin')
    .data<{ assignRole: { roleAssignment: { id: string } } }>(assign, registrarInMaths());
  expect(assignRole.roleAssignment).toMatchObject({
    role: 'REGISTRAR',
    from: school.today,
    to: null,
    version: 1,
    person: { id: school.people.colleague },
    organization: { id: school.maths },
  });
  expect(await rolesOf('colleague')).toEqual(['TEACHER', 'REGISTRAR']);
  const [told] = await school.subgraph.request().em.find(OutboxMessage, {});
  expect(told).toMatchObject({
    name: 'users.role-changed',
    aggregateId: assignRole.roleAssignment.id,
    organizationId: school.maths,
    payload: { personId: school.people.colleague },
  });
});

test('an administrator ends a role; what it allowed is gone on the next request', async () => {
  const { endRole } = await school.as('principal').data<{ endRole: unknown }>(end, ending());
  expect(endRole).toEqual({ roleAssignment: { to: school.today, version: 2 } });
  expect(await rolesOf('teacher')).toEqual([]);
  const ann = { id: school.people.ann };
  expect(await school.as('teacher').code('query ($id: UUID!) { student(id: $id) { id } }', ann)).toBe(
    'NOT_FOUND',
  );
});

test('nobody gives themselves a role, not even an administrator of everything', async () => {
  const organizationId = school.institution;
  const self = (who: Name) => registrarInMaths({ personId: school.people[who], organizationId });
  for (const who of ['principal', 'northAdmin', 'teacher', 'mother', 'ann'] as const) {
    expect(await school.as(who).code(assign, self(who))).toBe('FORBIDDEN');
  }
  expect(await school.subgraph.request().em.count(OutboxMessage, {})).toBe(0);
});

test('only an administrator of the organization or above it gives and ends roles there', async () => {
  for (const who of ['registrar', 'head', 'teacher', 'leaver', 'mother', 'ann', 'southAdmin'] as const) {
    expect(await school.as(who).code(assign, registrarInMaths())).toBe('FORBIDDEN');
  }
  const above = registrarInMaths({ organizationId: school.institution });
  expect(await school.as('northAdmin').code(assign, above)).toBe('FORBIDDEN');
  for (const who of ['registrar', 'head', 'colleague', 'southAdmin', 'mother'] as const) {
    expect(await school.as(who).code(end, ending())).toBe('NOT_FOUND');
  }
  expect(await school.as('teacher').code(end, ending())).toBe('FORBIDDEN');
});

test('what cannot be is refused by name, with the field', async () => {
  const refused = async (query: string, variables: Record<string, unknown>) => {
    const { errors } = await school.as('northAdmin').run(query, variables);
    const { code, field } = errors?.[0]?.extensions ?? {};
    return [code, ...((field as string[]) ?? [])].join(' ');
  };
  expect(await refused(assign, registrarInMaths({ to: school.today }))).toBe('BAD_USER_INPUT input to');
  expect(await refused(assign, registrarInMaths({ organizationId: newId() }))).toBe('NOT_FOUND');
  for (const personId of [newId(), school.people.mother, school.people.southTeacher]) {
    expect(await refused(assign, registrarInMaths({ personId }))).toBe('NOT_FOUND');
  }
  const again = { role: 'TEACHER', personId: school.people.teacher };
  expect(await refused(assign, registrarInMaths(again))).toBe('ROLE_HELD input from');
  expect(await refused(end, ending({ to: '2000-01-01' }))).toBe('BAD_USER_INPUT input to');
  expect(await refused(end, ending({ expectedVersion: 7 }))).toBe('STALE_VERSION input expectedVersion');
});

test('of ten administrators who give the same role at once, nine are told that it is held', async () => {
  const give = () => school.as('northAdmin').code(assign, registrarInMaths());
  const codes = await Promise.all(Array.from({ length: 10 }, give));
  expect(codes.sort()).toEqual(['NO_ERROR', ...Array.from({ length: 9 }, () => 'ROLE_HELD')]);
});

test('a repeated command has one effect, and another input under its key is refused', async () => {
  const variables = registrarInMaths();
  const administrator = school.as('northAdmin');
  const answers = await Promise.all(Array.from({ length: 10 }, () => administrator.data(assign, variables)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const { idempotencyKey } = variables.input;
  const other = registrarInMaths({ idempotencyKey, to: addDays(school.today, 5) });
  expect(await administrator.code(assign, other)).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('a command that was overtaken decides anew from where the person stands then', async () => {
  const personId = school.people.northAdmin;
  const actor = { kind: 'person', personId, sessionId: personId } as const;
  const request = school.subgraph.running.request({ id: newId(), actor });
  expect((await ownViewpoint(request)).children.size).toBe(0);
  await school.subgraph
    .request()
    .em.execute('update guardianship set guardian_id = ? where id = ?', [personId, school.annAndMother]);
  expect((await ownViewpoint(request)).children.size).toBe(0);
  request.forget();
  expect([...(await ownViewpoint(request)).children]).toEqual([school.people.ann]);
});
