import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { Contacts, RoleHolders, Standing } from '@learnova/schema/asks/users';
import { decodeJwt } from 'jose';
import { Person } from '../src/person/person.entity.ts';
import { LittleSchool, type Name, password } from './support/little-school.ts';
import { holder, type Tokens, visitor } from './support/sign-in.ts';

let school: LittleSchool;
let door: ReturnType<typeof visitor>;
beforeAll(async () => {
  school = await LittleSchool.open();
  door = visitor(school);
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const deactivate = `mutation ($input: DeactivatePersonInput!) { deactivatePerson(input: $input) { person { id deactivatedAt version } } }`;
const reactivate = `mutation ($input: ReactivatePersonInput!) { reactivatePerson(input: $input) { person { id deactivatedAt version } } }`;
const whom = (who: Name, expectedVersion = 1) => ({
  input: { personId: school.people[who], expectedVersion, idempotencyKey: newId() },
});
async function refused(query: string, by: Name, who: Name, version = 1) {
  const rows = async () => {
    const { em } = school.subgraph.request();
    return [await em.count(Person, { deactivatedAt: { $ne: null } }), await em.count(OutboxMessage, {})];
  };
  const before = await rows();
  const { errors } = await school.as(by).run(query, whom(who, version));
  if (!errors) return 'NO_ERROR';
  expect(await rows()).toEqual(before);
  return String(errors[0]?.extensions?.code);
}
const signIn = () => door.signIn('mother@school.example', password);
const codeOf = async (tokens: Tokens) =>
  (await (await holder(school, tokens)).run('{ viewer { id } }')).errors?.[0]?.extensions?.code;
const answer = async (email: string, password: string) => {
  const { errors } = await door.tryToSignIn(email, password);
  return errors?.map(({ message, extensions }) => ({ message, extensions }));
};

test('who has left is out at once, on every device, and cannot come in again', async () => {
  const [phone, desk] = [await signIn(), await signIn()];
  const done = await school.as('registrar').data(deactivate, whom('mother'));
  expect(done).toEqual({
    deactivatePerson: { person: { id: school.people.mother, deactivatedAt: expect.anything(), version: 2 } },
  });
  expect([await codeOf(phone), await codeOf(desk)]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  expect([await door.tryToRefresh(phone), await door.tryToRefresh(desk)]).toEqual([
    'UNAUTHENTICATED',
    'UNAUTHENTICATED',
  ]);
  const told = await school.subgraph.request().em.find(OutboxMessage, { name: 'users.session-ended' });
  const ended = told.map(({ aggregateId }) => aggregateId);
  for (const { accessToken } of [phone, desk]) expect(ended).toContain(decodeJwt(accessToken).sid);
});

test('the right password of who has left is answered exactly like a wrong one', async () => {
  const wrong = await answer('mother@school.example', 'a wrong password');
  await school.as('registrar').data(deactivate, whom('mother'));
  expect(await answer('mother@school.example', password)).toEqual(wrong);
  expect(wrong).toMatchObject([{ extensions: { code: 'SIGN_IN_REFUSED' } }]);
});

test('their records stay: they are found, their names are told, but nothing is sent to them and they decide nothing', async () => {
  await school.as('principal').data(deactivate, whom('registrar'));
  const { registrar, northAdmin, principal } = school.people;
  const find = '{ viewer { findPeople(text: "registrar") { person { name } } } }';
  expect(await school.as('northAdmin').data(find)).toEqual({
    viewer: { findPeople: [{ person: { name: 'registrar Example' } }] },
  });
  expect(await school.subgraph.ask(Contacts, { personIds: [registrar] })).toMatchObject([
    { name: 'registrar Example', email: null, mobilePhone: null },
  ]);
  const asked = { organizationIds: [school.north], roles: ['REGISTRAR', 'ADMINISTRATOR'] as const };
  const holders = await school.subgraph.ask(RoleHolders, { ...asked, roles: [...asked.roles] });
  expect(holders.map(({ personId }) => personId).sort()).toEqual([northAdmin, principal].sort());
});

test('who comes back signs in with the password that they had, and no old session comes to life', async () => {
  const before = await signIn();
  await school.as('registrar').data(deactivate, whom('mother'));
  // A sign-in that had its answer just before, and is written just after.
  const late = newId();
  const { em } = school.subgraph.request();
  await em.execute('insert into sign_in_session (id, person_id, started_at) values (?, ?, now())', [
    late,
    school.people.mother,
  ]);
  const standing = () => school.subgraph.ask(Standing, { personId: school.people.mother, sessionId: late });
  expect((await standing()).sessionEnded).toBe(true);
  expect(await school.as('northAdmin').data(reactivate, whom('mother', 2))).toMatchObject({
    reactivatePerson: { person: { deactivatedAt: null, version: 3 } },
  });
  expect((await standing()).sessionEnded).toBe(true);
  expect(await codeOf(before)).toBe('UNAUTHENTICATED');
  expect(await codeOf(await signIn())).toBeUndefined();
});

test('a registrar deactivates no administrator, and nobody themselves', async () => {
  for (const who of ['registrar', 'northAdmin', 'head', 'principal'] as const)
    expect([who, await refused(deactivate, 'registrar', who)]).toEqual([who, 'FORBIDDEN']);
  for (const who of ['principal', 'northAdmin'] as const)
    expect([who, await refused(deactivate, who, who)]).toEqual([who, 'FORBIDDEN']);
  for (const by of ['head', 'teacher', 'ann', 'mother'] as const)
    expect([by, await refused(deactivate, by, 'ann')]).toEqual([by, 'FORBIDDEN']);
  for (const by of ['southAdmin', 'colleague', 'bob'] as const)
    expect([by, await refused(deactivate, by, 'ann')]).toEqual([by, 'NOT_FOUND']);
  expect(await refused(deactivate, 'southAdmin', 'principal')).toBe('FORBIDDEN');
  expect(await school.as('northAdmin').code(deactivate, whom('registrar'))).toBe('NO_ERROR');
});

test('the institution keeps an administrator who may sign in', async () => {
  const assign =
    'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { roleAssignment { id } } }';
  const role = { role: 'ADMINISTRATOR', organizationId: school.institution, from: school.today };
  const successor = (to?: string) => ({
    input: { personId: school.people.northAdmin, ...role, to, idempotencyKey: newId() },
  });
  // Somebody for a while is no successor.
  await school.as('principal').data(assign, successor('2199-01-01'));
  expect(await refused(deactivate, 'northAdmin', 'principal')).toBe('LAST_ADMINISTRATOR');
  const roles = `query { viewer { roles { id role organization { id } } } }`;
  interface Held {
    readonly viewer: { readonly roles: readonly { id: string; organization: { id: string } }[] };
  }
  const { viewer } = await school.as('principal').data<Held>(roles);
  await school.as('principal').data(assign, {
    input: { personId: school.people.southAdmin, ...role, idempotencyKey: newId() },
  });
  expect(await school.as('northAdmin').code(deactivate, whom('principal'))).toBe('NO_ERROR');
  // The one who is left does not count on the other, who may not sign in.
  expect(await refused(deactivate, 'northAdmin', 'southAdmin')).toBe('LAST_ADMINISTRATOR');
  expect(viewer.roles).toHaveLength(1);
});

test('of two administrators who deactivate each other at once, one remains', async () => {
  const assign =
    'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { roleAssignment { id } } }';
  const role = { role: 'ADMINISTRATOR', organizationId: school.institution, from: school.today };
  await school.as('principal').data(assign, {
    input: { personId: school.people.northAdmin, ...role, idempotencyKey: newId() },
  });
  const codes = await Promise.all([
    school.as('principal').code(deactivate, whom('northAdmin')),
    school.as('northAdmin').code(deactivate, whom('principal')),
  ]);
  expect(codes.filter((code) => code === 'NO_ERROR')).toHaveLength(1);
  const left = await school.subgraph.request().em.count(Person, { deactivatedAt: { $ne: null } });
  expect(left).toBe(1);
});

test('a second click is answered alike, and what is so already is told', async () => {
  const variables = whom('mother');
  const clicks = Array.from({ length: 4 }, () => school.as('registrar').data(deactivate, variables));
  expect(new Set((await Promise.all(clicks)).map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await refused(deactivate, 'registrar', 'mother', 2)).toBe('BAD_USER_INPUT');
  expect(await refused(deactivate, 'registrar', 'mother', 1)).toBe('STALE_VERSION');
  expect(await refused(reactivate, 'registrar', 'ann', 1)).toBe('BAD_USER_INPUT');
});

test('whether somebody may sign in is read by themselves and the registry', async () => {
  const ask = 'query ($id: UUID!) { person(id: $id) { name deactivatedAt } }';
  const code = (who: Name) => school.as(who).code(ask, { id: school.people.ann });
  expect([await code('ann'), await code('registrar')]).toEqual(['NO_ERROR', 'NO_ERROR']);
  expect([await code('teacher'), await code('mother')]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});
