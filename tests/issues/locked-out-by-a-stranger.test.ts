import { Credential } from '../../subgraphs/users/src/sign-in/credential.entity.ts';
import { hashPassword } from '../../subgraphs/users/src/sign-in/password.ts';
import { LittleSchool, password } from '../../subgraphs/users/tests/support/little-school.ts';
import { holder, visitor } from '../../subgraphs/users/tests/support/sign-in.ts';

const email = 'registrar@school.example';
let school: LittleSchool;
let door: ReturnType<typeof visitor>;
beforeAll(async () => {
  school = await LittleSchool.open();
  door = visitor(school);
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const attempt = async (attempted: string, earlierToken?: string) => {
  const { errors } = await door.tryToSignIn(email, attempted, earlierToken);
  return errors?.[0]?.extensions?.code;
};
const guessTenTimes = async (earlierToken?: string) => {
  for (let n = 0; n < 10; n += 1) expect(await attempt(`guess ${n}`, earlierToken)).toBe('SIGN_IN_REFUSED');
};

test('a stranger who guesses does not lock out the owner on a device that they use', async () => {
  const first = await door.signIn(email, password);
  await door.refresh(first);
  await guessTenTimes();
  expect(await attempt(password)).toBe('SIGN_IN_THROTTLED');
  expect(await attempt(password, first.refreshToken)).toBeUndefined();
});

test('a device that has signed out is still known', async () => {
  const tokens = await door.signIn(email, password);
  await (await holder(school, tokens)).run('mutation { signOut }');
  await guessTenTimes();
  expect(await attempt(password, tokens.refreshToken)).toBeUndefined();
});

test('a known device has ten failures of its own, and closes nobody out but itself', async () => {
  const [stolen, own] = [await door.signIn(email, password), await door.signIn(email, password)];
  await guessTenTimes(stolen.refreshToken);
  expect(await attempt(password, stolen.refreshToken)).toBe('SIGN_IN_THROTTLED');
  expect(await attempt(password, own.refreshToken)).toBeUndefined();
  expect(await attempt(password)).toBeUndefined();
});

test("nobody's and somebody else's token make a device no better known", async () => {
  const mothers = await door.signIn('mother@school.example', password);
  await guessTenTimes();
  for (const token of ['nonsense', mothers.refreshToken])
    expect(await attempt(password, token)).toBe('SIGN_IN_THROTTLED');
});

test('of many guesses at once on a known device the right one is answered like those around it', async () => {
  const { em } = school.subgraph.request();
  const known = await door.signIn(email, password);
  const credential = await em.findOneOrFail(Credential, { personId: school.people.registrar });
  const { passwordHash } = credential;
  credential.passwordHash = await hashPassword('the right one');
  await em.flush();
  const guesses = Array.from({ length: 60 }, (_, n) =>
    attempt(n === 59 ? 'the right one' : `guess ${n}`, known.refreshToken),
  );
  const answers = await Promise.all(guesses);
  expect(answers.at(-1)).toBe('SIGN_IN_THROTTLED');
  credential.passwordHash = passwordHash;
  await em.flush();
});
