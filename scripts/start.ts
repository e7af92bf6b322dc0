import 'reflect-metadata';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { drainOnSignal } from '@learnova/platform/drain';
import { growSparingly } from '@learnova/platform/heap';
import { createLog } from '@learnova/platform/log';
import { eraseCluster } from '@learnova/platform/postgres/cluster';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { gatewayPort } from '@learnova/schema/services';
import { addressFile } from './lib/address-file.ts';
import { keyFiles } from './lib/keys.ts';
import { requirePort } from './lib/ports.ts';
import { optionsOf, run, say } from './lib/program.ts';
import { welcome } from './lib/welcome.ts';

const usage = `npm start [-- options]
  --port <number>    where the gateway listens (${gatewayPort})
  --data <folder>    where the database and the keys are kept (.learnova)
  --reset            begins with an empty database and a new demo school; what was there is lost`;

const options = {
  port: { type: 'string', default: String(gatewayPort) },
  data: { type: 'string', default: '.learnova' },
  reset: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** `npm start`: the embedded profile in one process, with a demo school at its first start. */
async function main(): Promise<void> {
  const { values } = optionsOf({ options }, usage);
  if (values.help) return say(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CannotStart(`${values.port} is no port.`);
  if (!values.data) throw new CannotStart('The data folder needs a name.');
  await requirePort(port, '127.0.0.1', 'the gateway', 'choose another with npm start -- --port <number>');
  growSparingly();
  const folder = resolve(values.data);
  let stopping = false;
  const dataDir = join(folder, 'postgres');
  const log = createLog('learnova', 'warn');
  if (values.reset) await eraseCluster(dataDir, () => undefined);

  say('Starting PostgreSQL ...');
  // Loaded meanwhile.
  const school = Promise.all([import('./lib/demo.ts'), import('./lib/system.ts')]);
  const postgres = await startEmbeddedPostgres({ dataDir, log: (line) => log.debug({ line }, 'postgresql') });
  await writeFile(join(folder, addressFile), postgres.url, { mode: 0o600 });
  const keys = await keyFiles(join(folder, 'keys'));
  say('Preparing the database ...');
  const environment = {
    ABSENCE_GRACE_MS: '10000',
    RESULTS_GRACE_MS: '10000',
    ...process.env,
    DATABASE_URL: postgres.url,
    REDIS_URL: undefined,
    SIGNING_KEYS_FILE: keys.signing,
    SERVICE_KEYS_FILE: keys.services,
    BALLOT_KEY_FILE: keys.ballots,
    EMAIL_CHANNEL: 'recorded',
    SMS_CHANNEL: 'recorded',
  };
  const [{ ensureDemoSchool }, { startSystem }] = await school;
  const isDemo = await ensureDemoSchool(environment, say);
  const system = await startSystem({ port, environment, log });
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
  say(welcome(system.url, isDemo));
}

run(main);
