import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { MintPasswordLink } from '@learnova/schema/asks/users';
import { forgetPasswordLinks } from '../src/password-link/forget-password-links.schedule.ts';
import { PasswordLink } from '../src/password-link/password-link.entity.ts';
import { Person } from '../src/person/person.entity.ts';
import { forgetful, publicUrl } from './support/links.ts';
import { password as first, LittleSchool } from './support/little-school.ts';
import { holder, visitor } from './support/sign-in.ts';

const email = 'mother@school.example';
const minutes = (n: number) => n * 60_000;

let school: LittleSchool;
let mail: ReturnType<typeof forgetful>;
let door: ReturnType<typeof visitor>;
/** What is the mother's password now: passwords outlive a test here. */
let current = first;
let turn = 0;
beforeAll(async () => {
  school = await LittleSchool.open({ PUBLIC_URL: publicUrl });
  mail = forgetful(school);
  door = visitor(school);
});
afterAll(() => school.close());
beforeEach(() => school.begin());

const another = () => {
  turn += 1;
  return `four grey geese and ${turn} ducks`;
};
const codeOf = async (attempt: string) =>
  (await door.tryToSignIn(email, attempt)).errors?.[0]?.extensions?.code ?? 'IN';
const sets = async (token: string | null, password: string) => {
  const code = await mail.sets(token, password);
  if (code === 'NO_ERROR') current = password;
  return code;
};

test('who has forgotten the password sets a new one by the link of a mail, and all sign-ins end', async () => {
  const phone = await door.signIn(email, current);
  await mail.asks(' Mother@School.Example ');
  expect(await mail.wanted()).toEqual({ personId: school.people.mother, purpose: 'RESET' });
  const [passwordLinkId = ''] = await mail.links();
  const link = await school.subgraph.ask(MintPasswordLink, { passwordLinkId });
  expect(link).toEqual({
    url: `${publicUrl}/-/frontend/password#${link?.token}`,
    token: expect.stringMatching(/^[\w-]{43}$/),
    validForMinutes: 30,
  });
  const [old, next] = [current, another()];
  expect(await sets(link?.token ?? '', next)).toBe('NO_ERROR');
  expect([await codeOf(old), await codeOf(next)]).toEqual(['SIGN_IN_REFUSED', 'IN']);
  const { errors } = await (await holder(school, phone)).run('{ viewer { id } }');
  expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect(await door.tryToRefresh(phone)).toBe('UNAUTHENTICATED');
  const ended = { name: 'users.session-ended', aggregateId: school.people.mother };
  const told = { name: 'users.password-changed', aggregateId: school.people.mother };
  const { em } = school.subgraph.request();
  expect([await em.count(OutboxMessage, ended), await em.count(OutboxMessage, told)]).toEqual([1, 1]);
});

test('a link is good once, and of many uses at once exactly one sets the password', async () => {
  const token = await mail.isSent(email);
  const tried = Array.from({ length: 6 }, another);
  const codes = await Promise.all(tried.map((one) => mail.sets(token, one)));
  expect(codes.toSorted()).toEqual(['NO_ERROR', ...Array(5).fill('PASSWORD_LINK_VOID')]);
  current = tried[codes.indexOf('NO_ERROR')] ?? '';
  expect(await codeOf(current)).toBe('IN');
  expect(await sets(token, another())).toBe('PASSWORD_LINK_VOID');
});

test('a weak password is refused by name, and the link holds still', async () => {
  const token = await mail.isSent(email);
  expect(await sets(token, 'too short')).toBe('PASSWORD_TOO_WEAK');
  expect(await sets(token, email)).toBe('PASSWORD_TOO_WEAK');
  expect(await sets(token, another())).toBe('NO_ERROR');
});

test('a link is void after half an hour, once a newer one was asked for, and once its mail was written anew', async () => {
  const expired = await mail.isSent(email);
  await school.subgraph.advance(minutes(30));
  expect(await sets(expired, another())).toBe('PASSWORD_LINK_VOID');
  const older = await mail.isSent(email);
  await mail.asks(email);
  expect(await sets(older, another())).toBe('PASSWORD_LINK_VOID');
  expect(await mail.wanted(2)).toBeNull();
  const [lost, newest] = [await mail.tokenOf(), await mail.tokenOf()];
  expect(await sets(lost, another())).toBe('PASSWORD_LINK_VOID');
  expect(await sets(newest, another())).toBe('NO_ERROR');
});

test('what nobody was sent is refused as what is void, and so is a link to an address that they no longer have', async () => {
  expect(await sets('', another())).toBe('PASSWORD_LINK_VOID');
  expect(await sets('made-up', another())).toBe('PASSWORD_LINK_VOID');
  const token = await mail.isSent(email);
  const { em } = school.subgraph.request();
  const mother = await em.findOneOrFail(Person, { id: school.people.mother });
  mother.email = 'mother@elsewhere.example';
  await em.flush();
  expect(await sets(token, another())).toBe('PASSWORD_LINK_VOID');
  expect(await mail.wanted()).toBeNull();
});

test('a password that was changed by signing in makes a link void that waits in a mailbox', async () => {
  const token = await mail.isSent(email);
  const tokens = await door.signIn(email, current);
  const input = { currentPassword: current, newPassword: another() };
  const change =
    'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { endedSessions } }';
  expect((await (await holder(school, tokens)).run(change, { input })).errors).toBeUndefined();
  current = input.newPassword;
  expect(await sets(token, another())).toBe('PASSWORD_LINK_VOID');
});

test('an e-mail of somebody, of somebody without a password and of nobody are answered alike, by the same work', async () => {
  const cost = async (asked: string) => {
    const before = school.subgraph.statements.length;
    const { data, errors } = await mail.asks(asked);
    const statements = school.subgraph.statements.slice(before);
    return { data, errors, statements: statements.map((sql) => sql.replaceAll(/'[^']*'|\bnull\b/g, '?')) };
  };
  const known = await cost(email);
  expect(known.data).toEqual({ requestPasswordReset: { linkValidForMinutes: 30 } });
  expect(await cost('teacher@school.example')).toEqual(known);
  expect(await cost('nobody@school.example')).toEqual(known);
  expect([await mail.wanted(3), await mail.wanted(2), await mail.wanted(1)]).toEqual([
    { personId: school.people.mother, purpose: 'RESET' },
    ...[null, null],
  ]);
  expect(await mail.tokenOf()).toBeNull();
});

test('five links of one e-mail an hour, whosever it is, also when they are asked for at once', async () => {
  for (const asked of [email, 'nobody@school.example']) {
    const codes = await Promise.all(Array.from({ length: 8 }, () => mail.asksCode(asked)));
    expect(codes.toSorted()).toEqual([
      ...Array(5).fill('NO_ERROR'),
      ...Array(3).fill('PASSWORD_RESET_THROTTLED'),
    ]);
  }
  expect(await mail.asksCode('registrar@school.example')).toBe('NO_ERROR');
  await school.subgraph.advance(minutes(60));
  expect(await mail.asksCode(email)).toBe('NO_ERROR');
});

test('whom failed sign-ins had shut out is in again with the new password', async () => {
  for (let n = 0; n < 10; n += 1) await codeOf(`guess ${n}`);
  expect(await codeOf(current)).toBe('SIGN_IN_THROTTLED');
  expect(await sets(await mail.isSent(email), another())).toBe('NO_ERROR');
  expect(await codeOf(current)).toBe('IN');
});

test('a mail that could not be written for a day is not written any more', async () => {
  await mail.asks(email);
  await school.subgraph.advance(minutes(60 * 24));
  expect([await mail.wanted(), await mail.tokenOf()]).toEqual([null, null]);
});

test('links are forgotten once nothing can come of them', async () => {
  await mail.asks(email);
  await mail.asks('nobody@school.example');
  const forget = () => school.subgraph.running.handling.runSchedule(forgetPasswordLinks);
  const kept = () => school.subgraph.request().em.count(PasswordLink, {});
  await school.subgraph.advance(minutes(60 * 24));
  await forget();
  expect(await kept()).toBe(2);
  await school.subgraph.advance(minutes(31));
  await forget();
  expect(await kept()).toBe(0);
});

test('the database holds no token, and neither do outbox and audit an address or a password', async () => {
  const token = (await mail.isSent(email)) ?? '';
  await sets(token, another());
  const { em } = school.subgraph.request();
  const rows = await em.execute('select * from password_link');
  const told = JSON.stringify([await em.find(OutboxMessage, {}), await em.find(AuditEntry, {})]);
  expect(told).toContain('password_link');
  expect(JSON.stringify(rows) + told).not.toContain(token);
  expect(told).not.toMatch(/argon2|geese|@school\.example/);
  expect(told).not.toContain(String((rows as { token_hash: string }[])[0]?.token_hash));
});

test('an installation without an address of its own sends no links, and says so to everybody alike', async () => {
  const without = await LittleSchool.open();
  try {
    const { asks } = forgetful(without);
    const [known, unknown] = [await asks(email), await asks('nobody@school.example')];
    expect(known.errors?.[0]?.extensions?.code).toBe('PASSWORD_LINKS_UNAVAILABLE');
    expect(unknown).toEqual(known);
  } finally {
    await without.close();
  }
});
