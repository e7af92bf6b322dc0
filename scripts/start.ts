import 'reflect-metadata';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from '@learnova/platform/cannot-start';
import { ConfigurationError } from '@learnova/platform/config';
import { drainOnSignal } from '@learnova/platform/drain';
import { createLog } from '@learnova/platform/log';
import { eraseCluster } from '@learnova/platform/postgres/cluster';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { gatewayPort } from '@learnova/schema/services';
import { addressFile } from './lib/address-file.ts';
import { keyFiles } from './lib/keys.ts';
import { requirePort } from './lib/ports.ts';
import { startSystem } from './lib/system.ts';
import { welcome } from './lib/welcome.ts';
import { dayIn } from './seed/days.ts';
import { demoSchool, demoTimeZone } from './seed/demo-school.ts';
import { seedOnce } from './seed/seed.ts';

const usage = `npm start [-- options]
  --port <number>    where the gateway listens (${gatewayPort})
  --data <folder>    where the database and the keys are kept (.learnova)
  --reset            begins with an empty database and a new demo school; what was there is lost`;

/** `npm start`: the embedded profile in one process, with a demo school at its first start. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(gatewayPort) },
      data: { type: 'string', default: '.learnova' },
      reset: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CannotStart(`${values.port} is no port.`);
  await requirePort(port, '127.0.0.1', 'the gateway', 'choose another with npm start -- --port <number>');
  const folder = resolve(values.data);
  await mkdir(folder, { recursive: true });
  let stopping = false;
  const dataDir = join(folder, 'postgres');
  const log = createLog('learnova', 'warn');
  if (values.reset) await eraseCluster(dataDir, () => undefined);

  say('Starting PostgreSQL ...');
  const postgres = await startEmbeddedPostgres({ dataDir, log: (line) => log.debug({ line }, 'postgresql') });
  await writeFile(join(folder, addressFile), postgres.url, { mode: 0o600 });
  const keys = await keyFiles(join(folder, 'keys'));
  say('Preparing the database ...');
  const environment = {
    ABSENCE_GRACE_MS: '10000',
    ...process.env,
    DATABASE_URL: postgres.url,
    REDIS_URL: undefined,
    SIGNING_KEYS_FILE: keys.signing,
    SERVICE_KEYS_FILE: keys.services,
    EMAIL_CHANNEL: 'recorded',
  };
  const system = await startSystem({
    port,
    environment,
    log,
    prepare: async (running) => {
      const school = () => {
        say('Writing the demo school: 600 students and a term of registers, once ...');
        return demoSchool(dayIn(demoTimeZone, new Date()));
      };
      await seedOnce(postgres.url, running, school);
    },
  });
  void postgres.ended.then(() => {
    if (!stopping) say('PostgreSQL has ended by itself: stop with Ctrl-C and start again.');
  });
  drainOnSignal(async () => {
    stopping = true;
    say('Stopping ...');
    await system.stop();
    await postgres.stop();
    await rm(join(folder, addressFile), { force: true });
  }, log);
  say(welcome(system.url));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof CannotStart || error instanceof ConfigurationError)
    process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
