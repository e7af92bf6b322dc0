import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import { Contacts } from '@learnova/schema/asks/users';
import { Person } from '../src/person/person.entity.ts';
import { LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const change = `mutation ($input: ChangePersonInput!) {
  changePerson(input: $input) { person { id name sortName email version } }
}`;
const another = (who: Name, more: object) => ({
  input: { personId: school.people[who], expectedVersion: 1, idempotencyKey: newId(), ...more },
});
/** What a change is refused with; it leaves nothing behind. */
async function refused(by: Name, who: Name, more: object) {
  const rows = async () => {
    const { em } = school.subgraph.request();
    return JSON.stringify([
      await em.find(Person, {}, { orderBy: { id: 'asc' } }),
      await em.count(AuditEntry, {}),
    ]);
  };
  const before = await rows();
  const { errors } = await school.as(by).run(change, another(who, more));
  if (!errors) return 'NO_ERROR';
  expect(await rows()).toBe(before);
  const { code, field } = errors[0]?.extensions ?? {};
  return [code, ...((field as string[]) ?? [])].join(' ');
}
const changed = async (by: Name, who: Name, more: object) =>
  (await school.as(by).data<{ changePerson: { person: object } }>(change, another(who, more))).changePerson
    .person;

test('the registry gives a name, a sort name and an e-mail, and what is left out stays', async () => {
  expect(await changed('registrar', 'ann', { name: ' Anna Example ' })).toEqual({
    ...{ id: school.people.ann, name: 'Anna Example', sortName: 'Example, ann', version: 2 },
    email: 'ann@school.example',
  });
  const more = { sortName: 'Example, Anna', email: 'Anna@New.Example', expectedVersion: 2 };
  expect(await changed('northAdmin', 'ann', more)).toMatchObject({
    ...{ name: 'Anna Example', sortName: 'Example, Anna', email: 'anna@new.example', version: 3 },
  });
  expect(await changed('registrar', 'ann', { email: null, expectedVersion: 3 })).toMatchObject({
    email: null,
  });
  const ask = await school.subgraph.ask(Contacts, { personIds: [school.people.ann] });
  expect(ask).toMatchObject([{ name: 'Anna Example', email: null }]);
});

test('whose lists go by the name as it is written go on so under another name', async () => {
  expect(await changed('registrar', 'bob', { sortName: null })).toMatchObject({ sortName: 'bob Example' });
  const married = { name: 'Bob Other', expectedVersion: 2 };
  expect(await changed('registrar', 'bob', married)).toMatchObject({
    name: 'Bob Other',
    sortName: 'Bob Other',
  });
});

test('nobody else renames anybody, themselves included', async () => {
  for (const who of ['head', 'teacher', 'mother', 'ann'] as const)
    expect([who, await refused(who, 'ann', { name: 'Other' })]).toEqual([who, 'FORBIDDEN']);
  for (const who of ['colleague', 'southAdmin', 'father', 'bob'] as const)
    expect([who, await refused(who, 'ann', { name: 'Other' })]).toEqual([who, 'NOT_FOUND']);
  expect(await refused('mother', 'mother', { name: 'Other' })).toBe('FORBIDDEN');
  expect(await refused('registrar', 'principal', { name: 'Other' })).toBe('FORBIDDEN');
  expect(await refused('registrar', 'sam', { name: 'Other' })).toBe('NOT_FOUND');
});

test('the e-mail of an administrator is none that a registrar could sign in with', async () => {
  for (const who of ['northAdmin', 'head', 'registrar'] as const) {
    expect([who, await refused('registrar', who, { email: 'mine@new.example' })]).toEqual([who, 'FORBIDDEN']);
    expect(await refused('registrar', who, { email: null })).toBe('FORBIDDEN');
    // The e-mail that is there is none that changes.
    const name = { name: `${who} Other`, email: `${who}@School.Example` };
    expect(await changed('registrar', who, name)).toMatchObject({ name: `${who} Other` });
  }
  expect(await changed('registrar', 'colleague', { email: 'c@new.example' })).toMatchObject({ version: 2 });
  expect(
    await changed('northAdmin', 'registrar', { email: 'r@new.example', expectedVersion: 2 }),
  ).toBeDefined();
});

test('the e-mail of a guardian in two schools opens both, and is kept by who is above both', async () => {
  const record = `mutation ($input: RecordGuardianshipInput!) { recordGuardianship(input: $input) { guardianship { id } } }`;
  const flags = { recordsAccess: true, notifyAttendance: true, livesWith: true, legal: true, pays: false };
  const input = {
    ...{ guardianId: school.people.southMother, studentId: school.people.bob, ...flags },
    ...{ priority: 2, from: school.today, idempotencyKey: newId() },
  };
  await school.as('registrar').data(record, { input });
  expect(await refused('registrar', 'southMother', { email: 'mine@new.example' })).toBe('FORBIDDEN');
  expect(await changed('registrar', 'southMother', { name: 'Her Name' })).toMatchObject({ name: 'Her Name' });
  const email = { email: 'hers@new.example', expectedVersion: 2 };
  expect(await changed('principal', 'southMother', email)).toMatchObject({ email: 'hers@new.example' });
});

test('what cannot be is refused by name, and nothing is written', async () => {
  for (const name of [' ', 'x'.repeat(201), 'A\nB', 'A\u0085B'])
    expect(await refused('registrar', 'ann', { name })).toBe('BAD_USER_INPUT input name');
  expect(await refused('registrar', 'ann', { sortName: '' })).toBe('BAD_USER_INPUT input sortName');
  expect(await refused('registrar', 'ann', { email: 'nowhere' })).toBe('BAD_USER_INPUT input email');
  for (const email of ['Bob@school.example', 'sam@school.example'])
    expect(await refused('registrar', 'ann', { email })).toBe('EMAIL_TAKEN input email');
  expect(await refused('principal', 'principal', { email: null })).toBe('USERS_EMAIL_NEEDED input email');
  expect(await refused('registrar', 'ann', { name: 'A', expectedVersion: 2 })).toBe(
    'STALE_VERSION input expectedVersion',
  );
});

test('a second click is answered alike, and of two clerks at once one is told who was faster', async () => {
  const variables = another('ann', { name: 'Anna' });
  const clicks = Array.from({ length: 4 }, () => school.as('registrar').data(change, variables));
  expect(new Set((await Promise.all(clicks)).map((answer) => JSON.stringify(answer))).size).toBe(1);
  const clerks: Name[] = ['registrar', 'northAdmin'];
  const results = await Promise.all(
    clerks.map((who) => school.as(who).run(change, another('bob', { name: `Bob by ${who}` }))),
  );
  const [refusal, ...more] = results.flatMap(({ errors }) => errors ?? []);
  expect(more).toEqual([]);
  const faster = clerks[results.findIndex(({ errors }) => !errors)] as Name;
  expect(refusal?.extensions).toMatchObject({ code: 'STALE_VERSION', changedBy: school.people[faster] });
});

test('a number that is set at the same time as a name waits for it, and neither is lost', async () => {
  const set =
    'mutation ($input: SetMobilePhoneInput!) { setMobilePhone(input: $input) { person { mobilePhone } } }';
  for (let round = 0; round < 5; round += 1) {
    const { version } = await school.subgraph.request().em.findOneOrFail(Person, { id: school.people.ann });
    const input = { personId: school.people.ann, mobilePhone: `+1202555014${round}` };
    const [named, numbered] = await Promise.all([
      school
        .as('registrar')
        .code(change, another('ann', { name: `Anna ${round}`, expectedVersion: version })),
      school.as('ann').code(set, { input }),
    ]);
    expect([['NO_ERROR', 'STALE_VERSION'].includes(named), numbered]).toEqual([true, 'NO_ERROR']);
    const { mobilePhone } = await school.subgraph
      .request()
      .em.findOneOrFail(Person, { id: school.people.ann });
    expect(mobilePhone).toBe(input.mobilePhone);
  }
});
