import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { dayOf } from '@learnova/platform/local-time';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { Founding } from '@learnova/schema/founding';
import { foundUsers } from '../src/founding/founding.commands.ts';
import { Organization } from '../src/organization/organization.entity.ts';
import { Person } from '../src/person/person.entity.ts';
import { RoleAssignment } from '../src/role/role-assignment.entity.ts';
import { users } from '../src/subgraph.ts';
import { type TestKeys, testKeys } from './support/keys.ts';

const password = 'correct horse battery staple';
const institution = { name: 'Gymnasium am Teich', timeZone: 'Pacific/Auckland', locale: 'de-at' };
const administrator = {
  name: ' Ada Ostrowska ',
  sortName: 'Ostrowska, Ada',
  email: ' Ada@School.example',
  password,
};
const founding: Founding = { institution, administrator };

let keys: TestKeys;
let subgraph: TestSubgraph;
beforeEach(async () => {
  keys = await testKeys();
  subgraph = await TestSubgraph.start(users, { environment: keys.environment });
});
afterEach(async () => {
  await subgraph.close();
  keys.remove();
});

const found = (told: Founding = founding) => foundUsers(subgraph.request(), told);
const codeOf = (told: Founding) =>
  found(told).then(
    () => 'NO_ERROR',
    (error: { code: string }) => error.code,
  );
const all = async () => {
  const { em } = subgraph.request();
  const [organizations, people, roles] = [em.count(Organization), em.count(Person), em.count(RoleAssignment)];
  return Promise.all([organizations, people, roles]);
};
const signIn = `mutation ($email: String!) {
  signIn(input: { email: $email, password: "${password}" }) { accessToken }
}`;

test('where nothing stands, the institution stands with an administrator who can sign in and gives roles', async () => {
  await found();
  const signedIn = await subgraph.as().data<{ signIn: object }>(signIn, { email: 'ada@school.example' });
  expect(signedIn.signIn).toEqual({ accessToken: expect.any(String) });
  const [assigned] = await subgraph.request().em.find(RoleAssignment, {});
  const [who] = await subgraph.request().em.find(Person, {});
  expect(who).toMatchObject({
    name: 'Ada Ostrowska',
    sortName: 'Ostrowska, Ada',
    email: 'ada@school.example',
  });
  const [where] = await subgraph.request().em.find(Organization, {});
  expect(where).toMatchObject({ kind: 'INSTITUTION', ...institution, locale: 'de-AT' });
  const today = dayOf(await subgraph.request().now(), institution.timeZone);
  const holding = {
    personId: who?.id,
    role: 'ADMINISTRATOR',
    organizationId: where?.id,
    from: today,
    to: null,
  };
  expect(assigned).toMatchObject(holding);
  const [told, ...more] = await subgraph.request().em.find(OutboxMessage, {});
  expect(told).toMatchObject({ name: 'users.role-changed', aggregateId: assigned?.id, version: 1 });
  expect(more).toEqual([]);
});

test('the audit tells what was founded, and nothing of the password', async () => {
  await found();
  const entries = await subgraph.request().em.find(AuditEntry, {});
  expect(entries.map(({ tableName }) => tableName).toSorted()).toEqual([
    ...['credential', 'organization', 'person', 'role_assignment', 'staff'],
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/argon2|horse/);
});

test('a second founding changes nothing, also when both come at once', async () => {
  const other = { institution: null, administrator: { ...administrator, email: 'second@school.example' } };
  const codes = await Promise.all([codeOf(founding), codeOf(founding)]);
  expect(codes.toSorted()).toEqual(['ADMINISTRATOR_EXISTS', 'NO_ERROR']);
  expect(await codeOf(other)).toBe('ADMINISTRATOR_EXISTS');
  expect(await all()).toEqual([1, 1, 1]);
});

test('a time zone that the database does not know founds nothing', async () => {
  const nowhere = { institution: { ...institution, timeZone: 'Europe/Nowhere' }, administrator };
  expect(await codeOf(nowhere)).toBe('BAD_USER_INPUT');
  expect(await all()).toEqual([0, 0, 0]);
});

test('an institution whose administrators are all gone gets one, and no second institution', async () => {
  await found();
  const { em } = subgraph.request();
  const [assigned] = await em.find(RoleAssignment, {});
  Object.assign(assigned ?? {}, { from: '2020-01-01', to: '2020-02-01' });
  await em.flush();
  const next = { ...administrator, email: 'next@school.example' };
  expect(await codeOf({ institution, administrator: next })).toBe('INSTITUTION_EXISTS');
  expect(await codeOf({ institution: null, administrator })).toBe('EMAIL_TAKEN');
  expect(await codeOf({ institution: null, administrator: next })).toBe('NO_ERROR');
  expect(await all()).toEqual([1, 2, 2]);
});
