import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { Standing } from '@learnova/schema/asks/users';
import { decodeJwt } from 'jose';
import { forgetSessions } from '../src/sign-in/forget-sessions.schedule.ts';
import { LittleSchool, password } from './support/little-school.ts';
import { holder, type Tokens, visitor } from './support/sign-in.ts';

let school: LittleSchool;
let door: ReturnType<typeof visitor>;
beforeAll(async () => {
  school = await LittleSchool.open();
  door = visitor(school);
});
afterAll(() => school.close());

const signIn = () => door.signIn('mother@school.example', password);
const sessionOf = ({ accessToken }: Tokens) => String(decodeJwt(accessToken).sid);
const sessionEnded = async (tokens: Tokens) => {
  const personId = school.people.mother;
  return (await school.subgraph.ask(Standing, { personId, sessionId: sessionOf(tokens) })).sessionEnded;
};
const toldEnds = async (tokens: Tokens) => {
  const told = { name: 'users.session-ended', aggregateId: sessionOf(tokens) };
  return school.subgraph.request().em.count(OutboxMessage, told);
};
const codeOf = async (tokens: Tokens, query: string, variables = {}) => {
  const { errors } = await (await holder(school, tokens)).run(query, variables);
  return errors?.[0]?.extensions?.code;
};

test('a refresh token continues the session, and each one only once', async () => {
  const first = await signIn();
  const second = await door.refresh(first);
  const third = await door.refresh(second);
  expect(sessionOf(third)).toBe(sessionOf(first));
  expect(new Set([first, second, third].map((tokens) => tokens.refreshToken)).size).toBe(3);
  expect(await sessionEnded(third)).toBe(false);
});

test('a refresh token that is used again ends the session for everybody who holds a token of it', async () => {
  const first = await signIn();
  const second = await door.refresh(first);
  expect(await door.tryToRefresh(first)).toBe('UNAUTHENTICATED');
  expect(await sessionEnded(second)).toBe(true);
  expect(await codeOf(second, '{ viewer { id } }')).toBe('UNAUTHENTICATED');
  expect(await door.tryToRefresh(second)).toBe('UNAUTHENTICATED');
  expect(await door.tryToRefresh(first)).toBe('UNAUTHENTICATED');
  expect(await toldEnds(first)).toBe(1);
});

test('two uses at the same moment are two uses: the session ends', async () => {
  const tokens = await signIn();
  const codes = await Promise.all(Array.from({ length: 8 }, () => door.tryToRefresh(tokens)));
  expect(codes.filter((code) => code === 'NO_ERROR').length).toBeLessThanOrEqual(1);
  expect(codes.filter((code) => code === 'UNAUTHENTICATED').length).toBeGreaterThanOrEqual(7);
  expect(await sessionEnded(tokens)).toBe(true);
});

test('a refresh token that nobody was given, or whose month has gone, is refused', async () => {
  expect(await door.tryToRefresh({ refreshToken: 'made up' })).toBe('UNAUTHENTICATED');
  const tokens = await signIn();
  await school.subgraph.advance(30 * 24 * 3_600_000);
  expect(await door.tryToRefresh(tokens)).toBe('UNAUTHENTICATED');
  expect(await sessionEnded(tokens)).toBe(false);
});

test('who signs out is out at once: neither token does anything any more', async () => {
  const tokens = await signIn();
  const { data } = await (await holder(school, tokens)).run('mutation { signOut { sessionId endedAt } }');
  expect(data?.signOut).toEqual({ sessionId: sessionOf(tokens), endedAt: expect.anything() });
  expect(await codeOf(tokens, '{ viewer { id } }')).toBe('UNAUTHENTICATED');
  expect(await door.tryToRefresh(tokens)).toBe('UNAUTHENTICATED');
  expect(await toldEnds(tokens)).toBe(1);
});

test('a person sees and ends the own sessions, and nobody else can', async () => {
  const end = 'mutation ($input: EndSessionInput!) { endSession(input: $input) { sessionId } }';
  const [phone, desk] = [await signIn(), await signIn()];
  const input = { sessionId: sessionOf(phone) };
  expect(await school.as('registrar').code(end, { input })).toBe('NOT_FOUND');
  expect(await sessionEnded(phone)).toBe(false);
  expect(await codeOf(desk, end, { input })).toBeUndefined();
  expect(await codeOf(phone, '{ viewer { id } }')).toBe('UNAUTHENTICATED');
  const { data } = await (await holder(school, desk)).run('{ viewer { sessions { id current } } }');
  const { sessions } = (data as { viewer: { sessions: { id: string; current: boolean }[] } }).viewer;
  expect(sessions.filter(({ current }) => current)).toEqual([{ id: sessionOf(desk), current: true }]);
  expect(sessions.map(({ id }) => id)).not.toContain(sessionOf(phone));
});

test("a session does not stand for another person, and what nobody began doesn't stand at all", async () => {
  const tokens = await signIn();
  const sessionId = sessionOf(tokens);
  const { registrar, mother } = school.people;
  expect((await school.subgraph.ask(Standing, { personId: registrar, sessionId })).sessionEnded).toBe(true);
  expect(
    (await school.subgraph.ask(Standing, { personId: mother, sessionId: school.north })).sessionEnded,
  ).toBe(true);
});

test('the database holds no refresh token that could be used', async () => {
  const tokens = await signIn();
  const rows = await school.subgraph.request().em.execute('select * from refresh_token');
  expect(JSON.stringify(rows)).not.toContain(tokens.refreshToken);
});

test('a session is forgotten when nothing of it could be used, and till then a second use is noticed', async () => {
  const day = 24 * 3_600_000;
  const kept = async (tokens: Tokens) => {
    const [{ count } = { count: 0 }] = await school.subgraph
      .request()
      .em.execute<{ count: number }[]>(
        `select count(*)::integer as count from sign_in_session s join refresh_token t on t.session_id = s.id where s.id = ?`,
        [sessionOf(tokens)],
      );
    return count;
  };
  const forget = () => school.subgraph.running.handling.runSchedule(forgetSessions);
  const [first, left] = [await signIn(), await signIn()];
  await (await holder(school, left)).run('mutation { signOut { sessionId } }');
  await school.subgraph.advance(20 * day);
  const second = await door.refresh(first);
  await school.subgraph.advance(9 * day);
  await forget();
  expect([await kept(first), await kept(left)]).toEqual([2, 0]);
  await school.subgraph.advance(2 * day);
  await forget();
  expect(await kept(first)).toBe(1);
  await door.refresh(second);
  expect(await door.tryToRefresh(second)).toBe('UNAUTHENTICATED');
  expect(await sessionEnded(second)).toBe(true);
  await forget();
  expect(await kept(second)).toBe(0);
  expect(await sessionEnded(second)).toBe(true);
});
