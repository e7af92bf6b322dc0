import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { Credential } from '../src/sign-in/credential.entity.ts';
import { forgetFailures } from '../src/sign-in/forget-failures.schedule.ts';
import { hashPassword } from '../src/sign-in/password.ts';
import { SignInFailure } from '../src/sign-in/sign-in-failure.entity.ts';
import { LittleSchool, password } from './support/little-school.ts';
import { holder, visitor } from './support/sign-in.ts';

let school: LittleSchool;
let door: ReturnType<typeof visitor>;
beforeAll(async () => {
  school = await LittleSchool.open();
  door = visitor(school);
});
afterAll(() => school.close());

const minutes = (n: number) => n * 60_000;
const codeOf = (result: Awaited<ReturnType<typeof door.tryToSignIn>>) => result.errors?.[0]?.extensions?.code;
const guess = async (email: string, attempt: string) => codeOf(await door.tryToSignIn(email, attempt));

test('a person signs in by e-mail, whatever its capitals, and is who they are', async () => {
  const tokens = await door.signIn(' Mother@School.Example', password);
  const { data } = await (await holder(school, tokens)).run(
    '{ viewer { id person { name } roles { role } sessions { current } } }',
  );
  expect(data).toEqual({
    viewer: {
      id: school.people.mother,
      person: { name: 'mother Example' },
      roles: [],
      sessions: [{ current: true }],
    },
  });
});

test('a wrong password, an e-mail of somebody without one and an e-mail of nobody are refused alike', async () => {
  const cost = async (email: string, attempt: string) => {
    const before = school.subgraph.statements.length;
    const { errors } = await door.tryToSignIn(email, attempt);
    const statements = school.subgraph.statements.slice(before);
    return { errors, statements: statements.map((sql) => sql.replaceAll(/'[^']*'/g, '?')) };
  };
  const wrong = await cost('registrar@school.example', 'wrong');
  expect(wrong.errors?.[0]?.extensions?.code).toBe('SIGN_IN_REFUSED');
  expect(await cost('teacher@school.example', password)).toEqual(wrong);
  expect(await cost('nobody@school.example', password)).toEqual(wrong);
});

test('ten failures close an e-mail to the right password too, until a quarter of an hour has gone', async () => {
  const email = 'registrar@school.example';
  await school.subgraph.advance(minutes(15));
  for (let n = 0; n < 10; n += 1) expect(await guess(email, `guess ${n}`)).toBe('SIGN_IN_REFUSED');
  const refused = await door.tryToSignIn(email, password);
  expect(codeOf(refused)).toBe('SIGN_IN_THROTTLED');
  expect(refused.errors?.[0]?.extensions?.retryAfterSeconds).toBeGreaterThan(14 * 60);
  expect(await guess('mother@school.example', password)).toBeUndefined();
  await school.subgraph.advance(minutes(15));
  expect(await guess(email, password)).toBeUndefined();
});

test('of many guesses at once a right one that comes after ten wrong ones gains nothing', async () => {
  const email = 'colleague@school.example';
  const { em } = school.subgraph.request();
  const passwordHash = await hashPassword('the right one');
  em.persist(Object.assign(new Credential(), { personId: school.people.colleague, passwordHash }));
  await em.flush();
  const guesses = Array.from({ length: 40 }, (_, n) =>
    guess(email, n === 39 ? 'the right one' : `guess ${n}`),
  );
  const answers = await Promise.all(guesses);
  expect(answers.filter((code) => code === undefined)).toEqual([]);
  expect(answers[39]).toBe('SIGN_IN_THROTTLED');
});

test('of many guesses at once the right one is answered like those around it', async () => {
  const email = 'leaver@school.example';
  const { em } = school.subgraph.request();
  const passwordHash = await hashPassword('the right one');
  em.persist(Object.assign(new Credential(), { personId: school.people.leaver, passwordHash }));
  await em.flush();
  const guesses = Array.from({ length: 60 }, (_, n) =>
    guess(email, n === 59 ? 'the right one' : `guess ${n}`),
  );
  const answers = await Promise.all(guesses);
  expect(answers.at(-1)).toBe('SIGN_IN_THROTTLED');
});

test('neither the audit nor a failure holds a password, a hash of one or an address', async () => {
  await door.signIn('mother@school.example', password);
  const { em } = school.subgraph.request();
  const kept = JSON.stringify([await em.find(AuditEntry, {}), await em.find(SignInFailure, {})]);
  expect(kept).toContain('sign_in_session');
  expect(kept).not.toMatch(/argon2|@school\.example|correct horse/);
});

test('failures are forgotten in the night after the next day', async () => {
  await school.subgraph.advance(minutes(60 * 25));
  expect(await guess('nobody@school.example', 'anything')).toBe('SIGN_IN_REFUSED');
  await school.subgraph.running.handling.runSchedule(forgetFailures);
  expect(await school.subgraph.request().em.count(SignInFailure, {})).toBe(1);
});
