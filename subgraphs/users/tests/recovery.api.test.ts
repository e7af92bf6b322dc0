import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { recoverUsers } from '../src/founding/recovery.commands.ts';
import { LittleSchool } from './support/little-school.ts';
import { visitor } from './support/sign-in.ts';

const words = 'ten calm ravens on ice';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
afterAll(() => school.close());
beforeEach(() => school.begin());

const recover = (email: string, password = words) =>
  recoverUsers(school.subgraph.request(), { email, password }).then(
    () => 'NO_ERROR',
    (error: { code: string }) => error.code,
  );
const signsIn = async (email: string, password = words) =>
  (await visitor(school).tryToSignIn(email, password)).errors?.[0]?.extensions?.code ?? 'IN';

test('an administrator of the institution whom nobody lets in any more is in with another password', async () => {
  const email = 'principal@school.example';
  for (let n = 0; n < 10; n += 1) await signsIn(email, `guess ${n}`);
  expect(await recover(' Principal@School.example')).toBe('NO_ERROR');
  expect(await signsIn(email)).toBe('IN');
  const { principal } = school.people;
  expect(await school.as('principal').code('{ viewer { roles { role } } }')).toBe('UNAUTHENTICATED');
  const { em } = school.subgraph.request();
  const told = await em.find(OutboxMessage, {}, { orderBy: { name: 1 } });
  expect(told.map(({ name, aggregateId }) => [name, aggregateId])).toEqual([
    ['users.password-changed', principal],
    ['users.session-ended', principal],
  ]);
  const entries = await em.find(AuditEntry, { tableName: 'credential' });
  expect(entries).toMatchObject([{ operation: null, rowId: principal, actorId: null }]);
  expect(JSON.stringify(entries)).not.toMatch(/argon2|ravens/);
});

test.each(['registrar', 'northadmin', 'teacher', 'nobody'])(
  'nobody else is helped by it: %s',
  async (name) => {
    expect(await recover(`${name}@school.example`)).toBe('NO_SUCH_ADMINISTRATOR');
    expect(await signsIn(`${name}@school.example`)).toBe('SIGN_IN_REFUSED');
  },
);

test('a weak password is refused, and everything stays as it was', async () => {
  expect(await recover('principal@school.example', 'too short')).toBe('PASSWORD_TOO_WEAK');
  expect(await school.as('principal').code('{ viewer { id } }')).toBe('NO_ERROR');
});
