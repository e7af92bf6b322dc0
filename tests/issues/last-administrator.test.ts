import { newId } from '@learnova/platform/ids';
import { addDays, LittleSchool, type Name } from '../../subgraphs/users/tests/support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const assign = 'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { roleAssignment { id } } }';
const end = 'mutation ($input: EndRoleInput!) { endRole(input: $input) { roleAssignment { to } } }';
const mine = '{ viewer { roles { id role } } }';

/** The role that somebody holds today; everybody here holds one at most. */
async function roleOf(who: Name): Promise<string> {
  const { viewer } = await school.as(who).data<{ viewer: { roles: { id: string }[] } }>(mine);
  return viewer.roles[0]?.id ?? '';
}

async function makeAdministrator(who: Name, more: object = {}): Promise<string> {
  const input = {
    ...{ personId: school.people[who], role: 'ADMINISTRATOR', organizationId: school.institution },
    ...{ from: school.today, idempotencyKey: newId(), ...more },
  };
  type Assigned = { assignRole: { roleAssignment: { id: string } } };
  const { assignRole } = await school.as('principal').data<Assigned>(assign, { input });
  return assignRole.roleAssignment.id;
}

const ending = (roleAssignmentId: string, to = school.today) => ({
  input: { roleAssignmentId, to, expectedVersion: 1, idempotencyKey: newId() },
});

test('the last administrator of the institution stays one, today and on any later day', async () => {
  const only = await roleOf('principal');
  for (const to of [school.today, addDays(school.today, 200)])
    expect(await school.as('principal').code(end, ending(only, to))).toBe('LAST_ADMINISTRATOR');
});

test('a successor who begins too late, or who has an end, is none', async () => {
  const only = await roleOf('principal');
  await makeAdministrator('teacher', { to: addDays(school.today, 9) });
  await makeAdministrator('colleague', { from: addDays(school.today, 5) });
  const code = (days: number) => school.as('principal').code(end, ending(only, addDays(school.today, days)));
  expect(await code(4)).toBe('LAST_ADMINISTRATOR');
  expect(await code(5)).toBe('NO_ERROR');
});

test('of two administrators who end each other at once one remains', async () => {
  const tomorrow = addDays(school.today, 1);
  const [first, second] = [await roleOf('principal'), await makeAdministrator('colleague')];
  // Connections of their own for both, since opening one takes longer than the command.
  await Promise.all(Array.from({ length: 10 }, () => roleOf('principal')));
  const codes = await Promise.all([
    school.as('principal').code(end, ending(second, tomorrow)),
    school.as('colleague').code(end, ending(first, tomorrow)),
  ]);
  expect(codes.sort()).toEqual(['LAST_ADMINISTRATOR', 'NO_ERROR']);
});

test('the administrator of a school may be ended: one of the institution makes another', async () => {
  const north = await roleOf('northAdmin');
  expect(await school.as('northAdmin').code(end, ending(north))).toBe('NO_ERROR');
});
