import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { linkIn, type Mail, Mailbox } from '../kit/mailbox.ts';
import { TestSchool } from '../kit/school.ts';
import { rememberRows, rowsWritten } from '../matrix/memory.ts';
import { inDatabase } from '../matrix/scene.ts';

describe('a mail by which a password is chosen', () => {
  let school: TestSchool;
  let mailbox: Mailbox;
  const logged: string[] = [];
  const tokens: string[] = [];
  beforeAll(async () => {
    mailbox = await Mailbox.open();
    const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
    school = await TestSchool.open({ name: 'embedded', redisUrl: null }, mailbox.environment, log);
    await rememberRows(school.databaseUrl);
  }, 120_000);
  afterAll(async () => {
    await school?.close();
    await mailbox?.close();
  }, 60_000);

  const ask = (email: string) =>
    school.nobody.ask(
      'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { linkValidForMinutes } }',
      { input: { email } },
    );
  const set = (token: string, chosen: string) =>
    school.nobody.ask<{ setPassword: object }>(
      'mutation ($input: SetPasswordInput!) { setPassword(input: $input) { endedSessions } }',
      { input: { token, password: chosen } },
    );
  /** Follows the link of a mail, as far as a server is told of it; what stands behind the `#` stays with the browser. */
  async function follow(mail: Mail): Promise<string> {
    const url = linkIn(mail);
    expect(`${url.origin}${url.pathname}${url.search}`).toBe('https://school.example/-/frontend/password');
    const token = url.hash.slice(1);
    tokens.push(token);
    const page = await fetch(`${school.system.url}${url.pathname}`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const body = await page.text();
    expect(body).not.toMatch(/<script(?![^>]* src=)|style=|\son\w+="|https?:\/\//);
    for (const [, file = ''] of body.matchAll(/(?:src|href)="(home\/[\w.]+)"/g))
      expect((await fetch(`${school.system.url}/-/frontend/${file}`)).status).toBe(200);
    return token;
  }

  test('whoever has forgotten the password follows it, signs in with a new one, and is told that it was changed', async () => {
    const email = emailOf('guardian');
    const chosen = 'three wet otters upstream';
    const phone = await school.as('guardian');
    const watched = `subscription { inboxChanged(personId: "${school.ids.guardian}") { id } }`;
    const watching = phone.watch(watched);
    await watching.started;
    const [unknown, known] = [await ask('nobody@school.example'), await ask(email)];
    expect(known).toEqual(unknown);
    const token = await follow(await mailbox.newest(email, 'A link to set a new password'));
    expect((await set(token, 'too short')).errors?.[0]?.extensions?.code).toBe('PASSWORD_TOO_WEAK');
    expect((await set(token, chosen)).data?.setPassword).toEqual({ endedSessions: expect.any(Number) });
    expect((await set(token, chosen)).errors?.[0]?.extensions?.code).toBe('PASSWORD_LINK_VOID');
    await school.nobody.signIn(email, chosen);
    await expect(school.nobody.signIn(email, password)).rejects.toThrow('SIGN_IN_REFUSED');
    const gone = await phone.ask('{ viewer { id } }');
    expect(gone.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    expect(await watching.ended).toBe('completed');
    expect(JSON.stringify(watching.seen.at(-1))).toContain('UNAUTHENTICATED');
    const told = await mailbox.newest(email, 'Your sign-in has a new password');
    expect(told.text).toContain('If it was not you');
    expect(mailbox.mails.filter(({ to }) => to === 'nobody@school.example')).toEqual([]);
  }, 60_000);

  test('who is invited follows it, and signs in for the first time', async () => {
    const email = emailOf('student2');
    const input = { personId: school.ids.classmate, idempotencyKey: randomUUID() };
    await (await school.as('office')).data(
      'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { person { id } } }',
      { input },
    );
    const token = await follow(await mailbox.newest(email, 'Choose a password for your sign-in'));
    expect((await set(token, 'nine dry reeds in wind')).data?.setPassword).toEqual({ endedSessions: 0 });
    await school.nobody.signIn(email, 'nine dry reeds in wind');
  }, 60_000);

  test('no token and no password stands in a log line, in a table, or in what the relay and the queue carry', async () => {
    expect(tokens).toHaveLength(2);
    const written = [...(await rowsWritten(school.databaseUrl))].flatMap(([, rows]) => rows);
    const kept = [...logged, ...written, ...(await everyRow(school))].join('\n');
    expect(kept).toContain('users.password-changed');
    for (const secret of [...tokens, 'three wet otters', 'nine dry reeds'])
      expect(kept).not.toContain(secret);
  }, 60_000);
});

/** All that the tables of users and notifications hold. */
function everyRow({ databaseUrl }: TestSchool): Promise<string[]> {
  return inDatabase(databaseUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('users', 'notifications')`,
    );
    const all: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
      all.push(...rows.map(({ row }) => row));
    }
    return all;
  });
}
