import { newId } from '@learnova/platform/ids';
import { MintPasswordLink } from '@learnova/schema/asks/users';
import { Credential } from '../src/sign-in/credential.entity.ts';
import { forgetful, publicUrl } from './support/links.ts';
import { LittleSchool, type Name } from './support/little-school.ts';
import { visitor } from './support/sign-in.ts';

const invite =
  'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { person { name email } } }';
const words = 'two brown moths asleep';
const days = (n: number) => n * 24 * 3_600_000;

let school: LittleSchool;
let mail: ReturnType<typeof forgetful>;
beforeAll(async () => {
  school = await LittleSchool.open({ PUBLIC_URL: publicUrl });
  mail = forgetful(school);
});
afterAll(() => school.close());
beforeEach(async () => {
  await school.begin();
  const { em } = school.subgraph.request();
  const { ann, father, colleague } = school.people;
  await em.nativeDelete(Credential, { personId: { $in: [ann, father, colleague] } });
});

const input = (name: Name, idempotencyKey: string = newId()) => ({
  input: { personId: school.people[name], idempotencyKey },
});
/** Of the answer nothing that is refused by itself. */
const codeBy = (by: Name, name: Name) => school.as(by).code(invite.replace('email', ''), input(name));
const signsIn = async (name: Name) =>
  (await visitor(school).tryToSignIn(`${name}@school.example`, words)).errors?.[0]?.extensions?.code ?? 'IN';

test('who is invited chooses a password within a week, and signs in with it', async () => {
  const data = await school.as('registrar').data(invite, input('father'));
  expect(data).toEqual({
    invitePerson: { person: { name: 'father Example', email: 'father@school.example' } },
  });
  expect(await mail.wanted()).toEqual({ personId: school.people.father, purpose: 'INVITATION' });
  const [passwordLinkId = ''] = await mail.links();
  const link = await school.subgraph.ask(MintPasswordLink, { passwordLinkId });
  expect(link?.validForMinutes).toBe(7 * 24 * 60);
  await school.subgraph.advance(days(7) - 60_000);
  expect(await mail.sets(link?.token ?? '', 'too short')).toBe('PASSWORD_TOO_WEAK');
  expect(await mail.sets(link?.token ?? '', words)).toBe('NO_ERROR');
  expect(await signsIn('father')).toBe('IN');
  expect(await mail.sets(link?.token ?? '', words)).toBe('PASSWORD_LINK_VOID');
});

test('an invitation ends after a week; asked again, a newer one makes the older void', async () => {
  await school.as('northAdmin').data(invite, input('ann'));
  const expired = await mail.tokenOf();
  await school.subgraph.advance(days(7));
  expect(await mail.sets(expired, words)).toBe('PASSWORD_LINK_VOID');
  await school.as('northAdmin').data(invite, input('ann'));
  const older = await mail.tokenOf();
  await school.as('principal').data(invite, input('ann'));
  const newest = await mail.tokenOf();
  expect(await mail.sets(older, words)).toBe('PASSWORD_LINK_VOID');
  expect(await mail.sets(newest, words)).toBe('NO_ERROR');
});

test('of many who use an invitation at once exactly one chooses the password', async () => {
  await school.as('registrar').data(invite, input('father'));
  const token = await mail.tokenOf();
  const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => mail.sets(token, `${words} ${n}`)));
  expect(codes.toSorted()).toEqual(['NO_ERROR', ...Array(11).fill('PASSWORD_LINK_VOID')]);
  const chosen = `${words} ${codes.indexOf('NO_ERROR')}`;
  await visitor(school).signIn('father@school.example', chosen);
});

test('the second click of an invitation sends nothing more', async () => {
  const once = input('colleague');
  await Promise.all([1, 2, 3].map(() => school.as('registrar').data(invite, once)));
  await school.as('registrar').data(invite, once);
  expect(await mail.links()).toHaveLength(1);
});

test('the registry of the school invites, and nobody else; for whom they do not see there is no such person', async () => {
  for (const by of ['teacher', 'head', 'ann', 'mother'] as const)
    expect([by, await codeBy(by, by === 'ann' ? 'teacher' : 'ann')]).toEqual([by, 'FORBIDDEN']);
  for (const by of ['colleague', 'southAdmin', 'southMother', 'sam'] as const)
    expect([by, await codeBy(by, 'ann')]).toEqual([by, 'NOT_FOUND']);
  expect(await codeBy('registrar', 'sam')).toBe('NOT_FOUND');
  expect(await school.subgraph.as().code(invite, input('ann'))).toBe('UNAUTHENTICATED');
  const nobody = { input: { personId: newId(), idempotencyKey: newId() } };
  expect(await school.as('principal').code(invite, nobody)).toBe('NOT_FOUND');
  expect(await codeBy('registrar', 'registrar')).toBe('FORBIDDEN');
  expect(await mail.links()).toEqual([]);
});

test('who has a password already, or no e-mail, is not invited, and the refusal says so', async () => {
  expect(await codeBy('registrar', 'mother')).toBe('INVITATION_NOT_NEEDED');
  const { em } = school.subgraph.request();
  await em.execute('update person set email = null where id = ?', [school.people.bob]);
  expect(await codeBy('registrar', 'bob')).toBe('INVITATION_NEEDS_EMAIL');
  expect(await mail.links()).toEqual([]);
});

test('who has left is neither invited nor sent a link, and a link that was sent before sets nothing', async () => {
  const { em } = school.subgraph.request();
  const leaves = (name: Name, at: Date | null) =>
    em.execute('update person set deactivated_at = ? where id = ?', [at, school.people[name]]);
  await school.as('registrar').data(invite, input('father'));
  const before = await mail.tokenOf();
  await leaves('father', new Date());
  expect(await mail.wanted()).toBeNull();
  expect(await mail.sets(before, words)).toBe('PASSWORD_LINK_VOID');
  expect(await codeBy('registrar', 'father')).toBe('INVITATION_DEACTIVATED');
  await leaves('mother', new Date());
  await mail.asks('mother@school.example');
  expect(await mail.wanted()).toBeNull();
  await Promise.all([leaves('father', null), leaves('mother', null)]);
  expect(await mail.sets(before, words)).toBe('NO_ERROR');
});

test('who was invited and forgets it has no link sent from the sign-in page: there is no password to forget', async () => {
  await school.as('registrar').data(invite, input('colleague'));
  const invited = await mail.tokenOf();
  await mail.asks('colleague@school.example');
  expect(await mail.wanted()).toBeNull();
  expect(await mail.sets(invited, words)).toBe('NO_ERROR');
});

test('an installation without an address of its own invites nobody', async () => {
  const without = await LittleSchool.open();
  try {
    const asked = { input: { personId: without.people.ann, idempotencyKey: newId() } };
    expect(await without.as('registrar').code(invite, asked)).toBe('PASSWORD_LINKS_UNAVAILABLE');
    expect(await without.as('southAdmin').code(invite, asked)).toBe('NOT_FOUND');
  } finally {
    await without.close();
  }
});
