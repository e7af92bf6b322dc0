import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { ConfigurationError, readConfig } from '@learnova/platform/config';
import { drainOnSignal } from '@learnova/platform/drain';
import { createLog } from '@learnova/platform/log';
import { installation } from '@learnova/platform/profile';
import { gatewayPort, serviceNames, services } from '@learnova/schema/services';
import { keyFiles } from './lib/keys.ts';
import { requirePort } from './lib/ports.ts';
import { startServices } from './lib/services.ts';
import { welcome } from './lib/welcome.ts';
import { dayIn } from './seed/days.ts';
import { demoSchool, demoTimeZone } from './seed/demo-school.ts';
import { seedOnce } from './seed/seed.ts';

/** `npm run start:services`: separate processes on the ports of the plan, from `DATABASE_URL` and `REDIS_URL`. */
async function main(): Promise<void> {
  const settings = readConfig(installation);
  if (!settings.REDIS_URL) throw new ConfigurationError(['REDIS_URL: needed here; npm start does without']);
  for (const port of [gatewayPort, ...serviceNames.map((name) => services[name].port)]) {
    await requirePort(port, '127.0.0.1', 'one of the services', 'end what listens there');
  }
  const folder = resolve('.learnova');
  await mkdir(folder, { recursive: true });
  const keys = await keyFiles(join(folder, 'keys'));
  const log = createLog('learnova', 'warn');
  say('Preparing the database, then starting the services ...');
  const running = await startServices({
    ports: 'planned',
    environment: {
      ABSENCE_GRACE_MS: '10000',
      ...process.env,
      SIGNING_KEYS_FILE: keys.signing,
      SERVICE_KEYS_FILE: keys.services,
      SERVICE_KEYS: keys.folder,
    },
    prepare: async (subgraphs) => {
      await seedOnce(settings.DATABASE_URL, subgraphs, () => demoSchool(dayIn(demoTimeZone, new Date())));
    },
    onLine: say,
  });
  drainOnSignal(running.stop, log, 30_000);
  say(welcome(running.url));
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
