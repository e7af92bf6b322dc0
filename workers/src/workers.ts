import type { Environment } from '@learnova/platform/config';
import { databaseName, roleName } from '@learnova/platform/database';
import type { Logger } from '@learnova/platform/log';
import { asked, type Registry } from '@learnova/platform/metrics';
import type { Profile } from '@learnova/platform/profile';
import type { Handler } from '@learnova/platform/relay/forwarding';
import { Relay } from '@learnova/platform/relay/relay';
import type { Running } from '@learnova/platform/running';
import { serviceNames } from '@learnova/schema/services';
import { openChannels } from './channels.ts';
import { Dispatch } from './dispatch.ts';

export interface Workers {
  /** What keeps the workers from working, a sentence each; empty when they are ready. */
  faults(): Promise<string[]>;
  /** Takes no more work, lets what runs finish, gives the relay's turn away. */
  stop(): Promise<void>;
}

export interface WorkersParts {
  /** Every subgraph whose handlers run here. */
  readonly running: readonly Running[];
  readonly profile: Profile;
  readonly environment?: Environment;
  readonly log: Logger;
  readonly metrics: Registry;
}

/** How a reaction is tried: for some hours, at growing intervals; then it lies with the dead letters. */
const reactionRetry = { attempts: 15, backoffMs: 500 };
/** Handlers at work at a time. */
const concurrency = 8;

/** The relay, and the handlers of reactions, jobs and schedules. */
export async function startWorkers({
  running,
  profile,
  environment,
  log,
  metrics,
}: WorkersParts): Promise<Workers> {
  const { settings } = profile;
  const { channels, close: closeChannels } = openChannels(settings.DATABASE_URL, log, environment);
  const dispatch = new Dispatch(running, channels);
  const queue = await profile.queue();
  const schedules = running.flatMap(({ subgraph }) => subgraph.schedules);
  await queue.keepSchedules(schedules.map(({ name }) => name));
  for (const { name, cron } of schedules) await queue.schedule(name, cron);
  const jobs = { name: 'learnova_queue_jobs', help: 'Jobs of the queue; dead ones failed for good' };
  asked(metrics, { ...jobs, label: 'state' }, async () => ({ ...(await queue.counts()) }));
  await queue.work((job) => dispatch.run(job), concurrency);
  const database = databaseName(settings.DATABASE_URL);
  const relay = new Relay({
    databaseUrl: settings.DATABASE_URL,
    places: serviceNames.map((name) => ({ schema: name, role: roleName(database, name) })),
    handlers: handlersOf(running),
    liveLog: profile.liveLog,
    queue,
    log,
    metrics,
    settings: {
      pollMs: settings.RELAY_POLL_MS,
      takeoverMs: settings.RELAY_TAKEOVER_MS,
      sweepAfterMs: settings.RELAY_SWEEP_AFTER_MS,
    },
  });
  return {
    faults: async () => {
      const ready = running.map((service) =>
        service.ready().then(
          () => [],
          () => [`${service.name}: the database does not answer`],
        ),
      );
      const queued = queue.counts().then(
        () => [],
        () => ['the queue does not answer'],
      );
      return (await Promise.all([...ready, queued])).flat();
    },
    stop: async () => {
      await relay.stop();
      await queue.close();
      await closeChannels();
    },
  };
}

/** Who deals with which message. Names of events and jobs never meet: both begin with their owner's, and are told apart here. */
function handlersOf(running: readonly Running[]): (name: string) => readonly Handler[] {
  const handlers = running.flatMap(({ name: service, subgraph }) => [
    ...subgraph.reactions.map(({ name, contract }) => ({
      message: contract.name,
      name,
      service,
      ...reactionRetry,
    })),
    ...subgraph.jobs.map(({ name, contract }) => ({
      message: contract.name,
      name,
      service,
      ...contract.retry,
    })),
  ]);
  const byMessage = Map.groupBy(handlers, ({ message }) => message);
  return (name) => byMessage.get(name) ?? [];
}
