import { PostgresLog } from '@learnova/platform/live/postgres-log';
import { silent } from '@learnova/platform/log';
import { createMetrics } from '@learnova/platform/metrics';
import { BullQueue } from '@learnova/platform/queue/bullmq';
import { Relay } from '@learnova/platform/relay/relay';

/** A relay in a process of its own, to be frozen and killed. It says when it is active. */
const { databaseUrl, places, handlers, settings } = JSON.parse(process.argv[2] ?? '');
const relay = new Relay({
  databaseUrl,
  places,
  handlers: () => handlers,
  liveLog: new PostgresLog({ databaseUrl, log: silent }),
  queue: await BullQueue.open({ place: { databaseUrl }, log: silent }),
  log: silent,
  metrics: createMetrics(),
  settings,
});
const timer = setInterval(() => {
  if (!relay.isActive) return;
  clearInterval(timer);
  process.stdout.write('active\n');
}, 5);
