import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import { Organization } from '../src/organization/organization.entity.ts';
import { LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const fields = 'organization { id kind name timeZone locale version parent { id } }';
const create = `mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { ${fields} } }`;
const change = `mutation ($input: ChangeOrganizationInput!) { changeOrganization(input: $input) { ${fields} } }`;

interface Made {
  readonly createOrganization: { readonly organization: { readonly id: string } };
}

const wish = (more: object = {}) => ({
  input: { parentId: school.institution, kind: 'SCHOOL', name: 'East', idempotencyKey: newId(), ...more },
});
const another = (more: object = {}) => ({
  input: {
    ...{ organizationId: school.north, name: 'North Hill', expectedVersion: 1, idempotencyKey: newId() },
    ...more,
  },
});
const make = async (more: object = {}, who: Name = 'principal') =>
  (await school.as(who).data<Made>(create, wish(more))).createOrganization.organization.id;
const count = () => school.subgraph.request().em.count(Organization, {});

/** What a command is refused with; it leaves nothing behind. */
async function refused(query: string, variables: Record<string, unknown>, who: Name = 'principal') {
  const audited = () => school.subgraph.request().em.count(AuditEntry, {});
  const before = [await count(), await audited()];
  const { errors } = await school.as(who).run(query, variables);
  if (!errors) return 'NO_ERROR';
  expect([await count(), await audited()]).toEqual(before);
  const { code, field } = errors[0]?.extensions ?? {};
  return [code, ...((field as string[]) ?? [])].join(' ');
}

test('an administrator adds a school and its department, which inherit what they do not say', async () => {
  const { createOrganization } = await school.as('principal').data<Made>(create, wish({ locale: 'en-gb' }));
  expect(createOrganization.organization).toEqual({
    ...{ id: expect.anything(), kind: 'SCHOOL', name: 'East', timeZone: 'Europe/Vienna', locale: 'en-GB' },
    ...{ version: 1, parent: { id: school.institution } },
  });
  const parentId = createOrganization.organization.id;
  const physics = await make({ parentId, kind: 'DEPARTMENT', name: 'Physics' });
  const tree = await school
    .as('ann')
    .data('query ($id: UUID!) { organization(id: $id) { children { id locale } } }', {
      id: parentId,
    });
  expect(tree).toEqual({ organization: { children: [{ id: physics, locale: 'en-GB' }] } });
});

test('a campus stands between, and what has a time zone of its own keeps its own days', async () => {
  const campus = await make({ kind: 'CAMPUS', name: 'Harbour', timeZone: 'Asia/Tokyo' });
  const below = await make({ parentId: campus, name: 'Harbour School' });
  const { organization } = await school
    .as('sam')
    .data<{ organization: unknown }>('query ($id: UUID!) { organization(id: $id) { timeZone } }', {
      id: below,
    });
  expect(organization).toEqual({ timeZone: 'Asia/Tokyo' });
});

test('whoever administers what stands above administers what is new, from the next request on', async () => {
  const parentId = await make();
  const role = `mutation ($input: AssignRoleInput!) { assignRole(input: $input) { roleAssignment { id } } }`;
  const input = {
    ...{ personId: school.people.northAdmin, role: 'ADMINISTRATOR', organizationId: parentId },
    ...{ from: school.today, idempotencyKey: newId() },
  };
  expect(await refused(create, wish({ parentId, kind: 'DEPARTMENT' }), 'northAdmin')).toBe('FORBIDDEN');
  await school.as('principal').data(role, { input });
  expect(await make({ parentId, kind: 'DEPARTMENT' }, 'northAdmin')).toBeDefined();
});

test('nobody but an administrator of what stands above adds or renames anything', async () => {
  const at = { parentId: school.north, kind: 'DEPARTMENT' };
  for (const who of ['registrar', 'head', 'teacher', 'ann', 'mother', 'southAdmin'] as const) {
    expect([who, await refused(create, wish(at), who)]).toEqual([who, 'FORBIDDEN']);
    expect([who, await refused(change, another(), who)]).toEqual([who, 'FORBIDDEN']);
  }
  expect(await refused(create, wish(), 'northAdmin')).toBe('FORBIDDEN');
  expect(await refused(create, wish({ parentId: newId() }))).toBe('NOT_FOUND');
  expect(await refused(change, another({ organizationId: newId() }))).toBe('NOT_FOUND');
});

test('each kind has its place, and a second institution has none', async () => {
  const place = async (kind: string, parentId: string) =>
    refused(create, wish({ kind, parentId, name: newId() }));
  const { institution, north, maths } = school;
  const misplaced = 'USERS_ORGANIZATION_MISPLACED input kind';
  expect(await place('INSTITUTION', institution)).toBe(misplaced);
  expect(await place('DEPARTMENT', institution)).toBe(misplaced);
  expect(await place('SCHOOL', north)).toBe(misplaced);
  expect(await place('CAMPUS', north)).toBe(misplaced);
  expect(await place('DEPARTMENT', maths)).toBe(misplaced);
});

test('what cannot be is refused by name, and nothing is written', async () => {
  for (const name of [' ', 'x'.repeat(201), 'Ea\nst', 'Ea\u0000st', 'Ea\u2028st'])
    expect(await refused(create, wish({ name }))).toMatch(/^BAD_USER_INPUT/);
  expect(await refused(create, wish({ name: ' nORTH ' }))).toBe('USERS_ORGANIZATION_EXISTS input name');
  expect(await refused(create, wish({ timeZone: 'Europe/Atlantis' }))).toBe('GRAPHQL_VALIDATION_FAILED');
  // JavaScript knows it in any spelling, the database in one.
  expect(await refused(create, wish({ timeZone: 'europe/vienna' }))).toBe('BAD_USER_INPUT input timeZone');
  expect(await refused(create, wish({ locale: 'no locale' }))).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(await refused(change, another({ name: 'South' }))).toBe('USERS_ORGANIZATION_EXISTS input name');
  expect(await refused(change, another({ name: '\t' }))).toBe('BAD_USER_INPUT input name');
  const root = { organizationId: school.institution, locale: null };
  expect(await refused(change, another(root))).toBe('BAD_USER_INPUT input locale');
  expect(await refused(change, another({ expectedVersion: 2 }))).toBe('STALE_VERSION input expectedVersion');
});

test('a school is renamed and keeps what is left out; a locale that is taken away is that of above', async () => {
  const renamed = await school
    .as('southAdmin')
    .data(change, another({ organizationId: school.south, name: 'Bay' }));
  expect(renamed).toMatchObject({
    changeOrganization: {
      organization: { name: 'Bay', locale: 'en-NZ', timeZone: 'Pacific/Auckland', version: 2 },
    },
  });
  const more = { organizationId: school.south, name: undefined, locale: null, expectedVersion: 2 };
  expect(await school.as('southAdmin').data(change, another(more))).toMatchObject({
    changeOrganization: { organization: { name: 'Bay', locale: 'de-AT', version: 3 } },
  });
});

test('a second click makes no second school, and of two who think of one name at once one is told', async () => {
  const variables = wish();
  const before = await count();
  const clicks = await Promise.all(
    Array.from({ length: 5 }, () => school.as('principal').data(create, variables)),
  );
  expect(new Set(clicks.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const codes = await Promise.all(
    Array.from({ length: 4 }, () => school.as('principal').code(create, wish({ name: 'West' }))),
  );
  expect(codes.sort()).toEqual(['NO_ERROR', ...Array.from({ length: 3 }, () => 'USERS_ORGANIZATION_EXISTS')]);
  expect(await count()).toBe(before + 2);
});

test('of two who rename it at once, one is refused and told who was faster', async () => {
  const people: Name[] = ['principal', 'northAdmin'];
  const results = await Promise.all(
    people.map((who) => school.as(who).run(change, another({ name: `North of ${who}` }))),
  );
  const [refusal, ...more] = results.flatMap(({ errors }) => errors ?? []);
  expect(more).toEqual([]);
  const faster = people[results.findIndex(({ errors }) => !errors)] as Name;
  expect(refusal?.extensions).toMatchObject({
    code: 'STALE_VERSION',
    version: 2,
    changedBy: school.people[faster],
  });
});
