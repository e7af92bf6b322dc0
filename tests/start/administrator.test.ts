import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silent } from '@learnova/platform/log';
import { freePort } from '@learnova/platform/ports';
import { bareEnvironment } from '@learnova/platform/postgres/account';
import { ensureDemoSchool } from '../../scripts/lib/demo.ts';
import { keyFiles } from '../../scripts/lib/keys.ts';
import { startProgram } from '../../scripts/lib/process.ts';
import { scratchDatabase } from '../../scripts/lib/scratch-database.ts';
import { startSystem } from '../../scripts/lib/system.ts';
import { demoPassword } from '../../scripts/seed/demo-people.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { waits } from '../kit/school.ts';

const file = fileURLToPath(new URL('../../scripts/administrator.ts', import.meta.url));
const password = 'correct horse battery staple';
const another = 'forty damp acorns rolling';
const email = 'ada@school.example';
const who = ['--name', 'Ada Ostrowska', '--sort-name', 'Ostrowska, Ada', '--email', email];
const where = ['--institution', 'Gymnasium am Teich', '--time-zone', 'Europe/Vienna', '--locale', 'de-AT'];

async function program(args: readonly string[], databaseUrl: string, input = `${password}\n`) {
  const lines: string[] = [];
  const environment = { ...bareEnvironment, DATABASE_URL: databaseUrl };
  const ended = startProgram(file, args, environment, (line) => lines.push(line), input).exited;
  return { code: await ended, text: lines.join('\n') };
}

test('an empty database becomes a school of its own, whose administrator signs in, and which founds no second time', async () => {
  await using database = await scratchDatabase();
  for (const [args, input, sentence] of [
    [who, password, 'There is no institution yet'],
    [[...who, ...where], demoPassword, 'which everybody knows'],
    [[...who, ...where], 'horse battery', '15 to 200 characters'],
    [[...who, ...where], '', 'nothing was there'],
  ] as const) {
    const refused = await program(args, database.url, input);
    expect(refused).toEqual({ code: 1, text: expect.stringContaining(sentence) });
    if (input) expect(refused.text).not.toContain(input);
  }

  const first = await program([...who, ...where], database.url);
  expect(first).toEqual({ code: 0, text: `Ada Ostrowska is the administrator, and signs in as ${email}.` });
  const again = await program([...who, ...where], database.url, 'another horse battery staple\n');
  expect(again).toEqual({ code: 1, text: expect.stringContaining('There is an administrator already') });
  // So no demo school is written into it, and nobody is told of its sign-ins.
  const environment = { ...bareEnvironment, DATABASE_URL: database.url };
  expect(await ensureDemoSchool(environment, () => undefined)).toBe(false);

  const folder = await mkdtemp(join(tmpdir(), 'learnova-founded-'));
  const { signing, services, ballots } = await keyFiles(folder);
  const system = await startSystem({
    port: 0,
    log: silent,
    environment: {
      ...waits,
      DATABASE_URL: database.url,
      SIGNING_KEYS_FILE: signing,
      SERVICE_KEYS_FILE: services,
      BALLOT_KEY_FILE: ballots,
    },
  });
  try {
    const administrator = await new Visitor(system.url).signIn(email, password);
    const { viewer } = await administrator.data<{ viewer: unknown }>(
      '{ viewer { person { name } roles { role organization { name } } } }',
    );
    expect(viewer).toEqual({
      person: { name: 'Ada Ostrowska' },
      roles: [{ role: 'ADMINISTRATOR', organization: { name: 'Gymnasium am Teich' } }],
    });

    // Who has lost everything is helped by the operator, while the system runs.
    for (const [args, input, sentence] of [
      [['--email', 'ida@school.example'], another, 'No administrator of the institution has this e-mail'],
      [['--email', email], 'horse battery', '15 to 200 characters'],
      [['--email', email], demoPassword, 'which everybody knows'],
    ] as const) {
      const refused = await program(['--reset', ...args], database.url, input);
      expect(refused).toEqual({ code: 1, text: expect.stringContaining(sentence) });
    }
    expect(await program(['--reset', '--email', ` ${email.toUpperCase()}`], database.url, another)).toEqual({
      code: 0,
      text: expect.stringContaining('has another password'),
    });
    const { errors } = await administrator.ask('{ viewer { id } }');
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    await expect(new Visitor(system.url).signIn(email, password)).rejects.toThrow('SIGN_IN_REFUSED');
    await new Visitor(system.url).signIn(email, another);
  } finally {
    await system.stop();
    await rm(folder, { recursive: true });
  }
}, 60_000);

test.each([
  [['--name', 'Ada'], password, 'Say who it is.'],
  [[...who, '--institution', 'Gymnasium am Teich'], password, 'go together'],
  [['--reset'], password, 'Say whose password it is.'],
  [['--reset', ...who], password, 'it takes --email alone'],
  [[...who, ...where, '--password', password], '', "Unknown option '--password'"],
])('%j is answered with a sentence, before any database is asked', async (args, input, sentence) => {
  const nowhere = `postgresql://nobody@127.0.0.1:${await freePort()}/nothing`;
  const { code, text } = await program(args, nowhere, input);
  expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining(sentence) });
  expect(text).not.toMatch(/\n\s+at /);
});
