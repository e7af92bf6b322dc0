import 'reflect-metadata';
import { resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { withDatabase } from './backup/database.ts';
import { optionsOf, run, say } from './lib/program.ts';
import { askSecret } from './lib/secret.ts';
import { demoPassword } from './seed/demo-people.ts';

const usage = `npm run administrator -- --name <name> --email <e-mail> [options]
                          makes the first administrator of an installation; the password is asked for, or read from standard input
npm run administrator -- --reset --email <e-mail>
                          gives an administrator of the institution another password, and ends all sign-ins of theirs
  --sort-name <name>      as lists order them (the name)
  --institution <name>    what stands above all schools; it is made with its administrator, unless it stands already
  --time-zone <zone>      of the institution: Europe/Vienna
  --locale <locale>       of the institution: de-AT
  --data <folder>         of npm start (.learnova); not looked at where DATABASE_URL is set`;

const options = {
  name: { type: 'string' },
  email: { type: 'string' },
  reset: { type: 'boolean', default: false },
  'sort-name': { type: 'string' },
  institution: { type: 'string' },
  'time-zone': { type: 'string' },
  locale: { type: 'string' },
  data: { type: 'string', default: '.learnova' },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = optionsOf({ options }, usage);
  if (values.help) return say(usage);
  if (values.reset) return reset(values);
  const { name, email } = values;
  if (!name || !email) throw new CannotStart(`Say who it is.\n\n${usage}`);
  const founding = { institution: institutionOf(values), name, email, sortName: values['sort-name'] ?? name };
  await withDatabase(resolve(values.data), async ({ url }) => {
    const { found, prepare } = await import('./lib/found.ts');
    await prepare(url);
    const password = await askPassword(email);
    const { institution, ...administrator } = founding;
    await found(url, { institution, administrator: { ...administrator, password } });
  });
  say(`${name} is the administrator, and signs in as ${email}.`);
}

type Values = ReturnType<typeof optionsOf<{ options: typeof options }>>['values'];

async function reset({ email, name, 'sort-name': sortName, data, ...rest }: Values): Promise<void> {
  if (!email) throw new CannotStart(`Say whose password it is.\n\n${usage}`);
  if (name || sortName || institutionOf(rest))
    throw new CannotStart(
      `--reset changes a password, and nothing else: it takes --email alone.\n\n${usage}`,
    );
  await withDatabase(resolve(data), async ({ url }) => {
    const { recover, prepare } = await import('./lib/found.ts');
    await prepare(url);
    await recover(url, { email, password: await askPassword(email) });
  });
  say(`${email} has another password, and whatever was signed in before has ended.`);
}

async function askPassword(email: string): Promise<string> {
  const password = await askSecret(`A password for ${email}`);
  if (password !== demoPassword) return password;
  throw new CannotStart(
    'This password is that of the demo school, which everybody knows. Choose another one.',
  );
}

function institutionOf(values: { institution?: string; 'time-zone'?: string; locale?: string }) {
  const { institution: name, 'time-zone': timeZone, locale } = values;
  if (!name && !timeZone && !locale) return null;
  if (name && timeZone && locale) return { name, timeZone, locale };
  throw new CannotStart(
    'An institution has a name, a time zone and a locale: --institution, --time-zone and --locale go together.',
  );
}

run(main);
