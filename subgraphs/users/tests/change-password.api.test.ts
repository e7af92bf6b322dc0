import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { Client } from 'pg';
import { Credential } from '../src/sign-in/credential.entity.ts';
import { hashPassword } from '../src/sign-in/password.ts';
import { LittleSchool } from './support/little-school.ts';
import { holder, type Tokens, visitor } from './support/sign-in.ts';

const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { endedSessions } }';
const email = 'mother@school.example';
const old = 'seven quiet herons wade';
const next = 'eight loud herons depart';

let school: LittleSchool;
let door: ReturnType<typeof visitor>;
beforeAll(async () => {
  school = await LittleSchool.open();
  door = visitor(school);
});
afterAll(() => school.close());
beforeEach(async () => {
  await school.begin();
  const { em } = school.subgraph.request();
  const credential = await em.findOneOrFail(Credential, { personId: school.people.mother });
  credential.passwordHash = await hashPassword(old);
  await em.flush();
});

const run = async (tokens: Tokens, currentPassword: string, newPassword: string) => {
  const { data, errors } = await (await holder(school, tokens)).run(change, {
    input: { currentPassword, newPassword },
  });
  return errors ? errors[0]?.extensions?.code : (data?.changePassword as object);
};
const isIn = async (tokens: Tokens) =>
  (await (await holder(school, tokens)).run('{ viewer { id } }')).errors === undefined;
const signsIn = async (password: string) =>
  (await door.tryToSignIn(email, password)).errors?.[0]?.extensions?.code ?? 'IN';

test('a person changes the own password: all other sign-ins end, and this one stays', async () => {
  const [desk, phone] = [await door.signIn(email, old), await door.signIn(email, old)];
  // Besides the phone, the session that everybody has in this school.
  expect(await run(desk, old, next)).toEqual({ endedSessions: 2 });
  expect([await isIn(desk), await isIn(phone)]).toEqual([true, false]);
  expect(await door.tryToRefresh(phone)).toBe('UNAUTHENTICATED');
  await door.refresh(desk);
  expect([await signsIn(old), await signsIn(next)]).toEqual(['SIGN_IN_REFUSED', 'IN']);
});

test('a second click changes nothing, also at the same moment', async () => {
  const desk = await door.signIn(email, old);
  const answers = await Promise.all([1, 2, 3].map(() => run(desk, old, next)));
  expect(answers).toContainEqual({ endedSessions: 1 });
  expect(answers.filter((one) => typeof one === 'object')).toHaveLength(3);
  const phone = await door.signIn(email, next);
  expect(await run(desk, old, next)).toEqual({ endedSessions: 0 });
  expect(await isIn(phone)).toBe(true);
  const told = { name: 'users.password-changed', aggregateId: school.people.mother };
  const events = await school.subgraph.request().em.find(OutboxMessage, told);
  expect(events.map(({ payload }) => payload)).toEqual([{ personId: school.people.mother }]);
});

test('a wrong password, the same one and a weak one are refused by name, and change nothing', async () => {
  const [desk, phone] = [await door.signIn(email, old), await door.signIn(email, old)];
  expect(await run(desk, 'seven quiet herons fly', next)).toBe('PASSWORD_NOT_CURRENT');
  expect(await run(desk, old, old)).toBe('PASSWORD_UNCHANGED');
  expect(await run(desk, old, 'too short')).toBe('PASSWORD_TOO_WEAK');
  expect(await run(desk, old, 'mother@school.example')).toBe('PASSWORD_TOO_WEAK');
  expect([await isIn(phone), await signsIn(old)]).toEqual([true, 'IN']);
});

test('ten wrong ones close it to the right one too, and to nobody who signs in elsewhere', async () => {
  const desk = await door.signIn(email, old);
  for (let n = 0; n < 10; n += 1) expect(await run(desk, `guess ${n}`, next)).toBe('PASSWORD_NOT_CURRENT');
  expect(await run(desk, old, next)).toBe('SIGN_IN_THROTTLED');
  const phone = await door.signIn(email, old);
  expect(await run(phone, old, next)).toMatchObject({ endedSessions: 2 });
});

test('nobody changes a password without a sign-in that stands, or on behalf of its owner', async () => {
  const input = { currentPassword: old, newPassword: next };
  expect(await school.subgraph.as().code(change, { input })).toBe('UNAUTHENTICATED');
  const gone = await door.signIn(email, old);
  await (await holder(school, gone)).run('mutation { signOut { sessionId } }');
  expect(await run(gone, old, next)).toBe('UNAUTHENTICATED');
  const { mother: personId, principal } = school.people;
  const actor = { kind: 'person', personId, sessionId: personId, onBehalfOf: principal };
  const call = { requestId: newId(), authorization: JSON.stringify(actor) };
  const { errors } = await school.subgraph.running.operations.run(
    { query: change, variables: { input } },
    call,
  );
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(await signsIn(old)).toBe('IN');
});

test('who signs in with the old password while it is changed waits for that, and is refused', async () => {
  const client = new Client({ connectionString: school.subgraph.databaseUrl });
  await client.connect();
  try {
    const personId = school.people.mother;
    await client.query('begin');
    await client.query('select from users.credential where person_id = $1 for update', [personId]);
    let answered = false;
    const signIn = signsIn(old).finally(() => {
      answered = true;
    });
    const waits = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';
    while (!answered && (await client.query(waits)).rowCount === 0);
    const hash = await hashPassword(next);
    await client.query('update users.credential set password_hash = $1 where person_id = $2', [
      hash,
      personId,
    ]);
    await client.query('commit');
    expect(await signIn).toBe('SIGN_IN_REFUSED');
  } finally {
    await client.end();
  }
});

test('who signs in with the old password at the moment of the change is out with it', async () => {
  for (let n = 0; n < 3; n += 1) {
    const [current, wanted] = n % 2 === 0 ? [old, next] : [next, old];
    const desk = await door.signIn(email, current);
    const signIns = Array.from({ length: 6 }, () => door.tryToSignIn(email, current));
    const [changed, ...tried] = await Promise.all([run(desk, current, wanted), ...signIns]);
    expect(changed).toHaveProperty('endedSessions');
    const begun = tried.flatMap(({ data }) => (data ? [(data as { signIn: Tokens }).signIn] : []));
    expect(await Promise.all(begun.map(isIn))).toEqual(begun.map(() => false));
  }
});

test('neither audit nor outbox holds a password or a hash of one', async () => {
  const desk = await door.signIn(email, old);
  await run(desk, old, next);
  const { em } = school.subgraph.request();
  const kept = JSON.stringify([await em.find(AuditEntry, {}), await em.find(OutboxMessage, {})]);
  expect(kept).toContain('credential');
  expect(kept).not.toMatch(/argon2|herons|@school\.example/);
});
