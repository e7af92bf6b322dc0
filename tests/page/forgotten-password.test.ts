import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { TestSchool } from '../kit/school.ts';
import { rememberRows, rowsWritten } from '../matrix/memory.ts';
import { inDatabase } from '../matrix/scene.ts';

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What the SDK of SendGrid sends, as far as it is looked at. */
interface MailSend {
  readonly personalizations: readonly { readonly to: readonly { readonly email: string }[] }[];
  readonly subject: string;
  readonly content: readonly { readonly value: string }[];
}

/** A stand-in for SendGrid that keeps what it is sent. */
class Mailbox {
  readonly mails: Mail[] = [];
  readonly #server = createServer((request, response) => {
    this.#take(request).then(
      () => response.writeHead(202, { 'x-message-id': String(this.mails.length) }).end(),
      (error: Error) => response.destroy(error),
    );
  });

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((resolve) => mailbox.#server.listen(0, '127.0.0.1', resolve));
    return mailbox;
  }

  get environment(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const key = { SENDGRID_API_KEY: 'SG.of-a-test', SENDGRID_FROM: 'office@school.example' };
    return { EMAIL_CHANNEL: 'sendgrid', ...key, SENDGRID_URL: url };
  }

  /** The newest mail to somebody with this subject. */
  async newest(to: string, subject: string): Promise<Mail> {
    for (let tries = 0; tries < 400; tries += 1) {
      const mail = this.mails.findLast((one) => one.to === to && one.subject === subject);
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no mail called ${subject} came`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { personalizations, subject, content } = JSON.parse(Buffer.concat(chunks).toString()) as MailSend;
    this.mails.push({
      ...{ to: personalizations[0]?.to[0]?.email ?? '', subject, text: content[0]?.value ?? '' },
    });
  }
}

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
  async function follow({ text }: Mail): Promise<string> {
    const url = new URL(/https:\S+/.exec(text)?.[0] ?? '');
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
