import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationError, readConfig, withOwn } from '@learnova/platform/config';
import { drainOnSignal } from '@learnova/platform/drain';
import { createLog } from '@learnova/platform/log';
import { installation } from '@learnova/platform/profile';
import { ensureDemoSchool } from './lib/demo.ts';
import { keyFiles } from './lib/keys.ts';
import { requirePort } from './lib/ports.ts';
import { run, say } from './lib/program.ts';
import { requireDatabase, requireRedis } from './lib/servers.ts';
import { type ProcessName, plannedPorts, type Services, startServices } from './lib/services.ts';
import { welcome } from './lib/welcome.ts';

/** `npm run start:services`: separate processes on the ports of the plan, from `DATABASE_URL` and `REDIS_URL`. */
async function main(): Promise<void> {
  const { DATABASE_URL, REDIS_URL } = readConfig(installation);
  if (!REDIS_URL) throw new ConfigurationError(['REDIS_URL: needed here; npm start does without']);
  for (const [name, port] of Object.entries(plannedPorts))
    await requirePort(port, '127.0.0.1', name, 'end what listens there');
  await requireDatabase(DATABASE_URL);
  await requireRedis(REDIS_URL);
  const folder = resolve('.learnova');
  await mkdir(folder, { recursive: true });
  const keys = await keyFiles(join(folder, 'keys'));
  const usual = Object.entries({
    ABSENCE_GRACE_MS: '10000',
    RESULTS_GRACE_MS: '10000',
    EMAIL_CHANNEL: 'recorded',
    SMS_CHANNEL: 'recorded',
  });
  const missing = usual.filter(([name]) => !process.env[`${name}_FILE`]);
  const environment = withOwn(
    { ...Object.fromEntries(missing), ...process.env },
    {
      DATABASE_URL,
      SIGNING_KEYS_FILE: keys.signing,
      SERVICE_KEYS_FILE: keys.services,
      BALLOT_KEY_FILE: keys.ballots,
      SERVICE_KEYS_FOLDER: keys.folder,
    },
  );
  say('Preparing the database ...');
  const isDemo = await ensureDemoSchool(environment, say);
  say('Starting the services ...');
  const running = await startServices({ ports: 'planned', environment, onLine: say });
  let stopping = false;
  for (const name of running.programs.keys()) void keepUp(running, name, () => stopping);
  const log = createLog('learnova', 'warn');
  drainOnSignal(
    async () => {
      stopping = true;
      say('Stopping ...');
      await running.stop();
    },
    log,
    30_000,
  );
  say(welcome(running.url, isDemo));
}

/** Whichever ends by itself is started again, as those who run processes for a school would do it. */
async function keepUp(running: Services, name: ProcessName, isStopping: () => boolean): Promise<void> {
  for (;;) {
    await running.programs.get(name)?.exited;
    if (isStopping()) return;
    say(`${name} has ended by itself, and is started again.`);
    try {
      await running.restart(name);
    } catch (error) {
      if (!isStopping()) say(`${(error as Error).message} Stop with Ctrl-C and start again.`);
      return;
    }
  }
}

run(main);
