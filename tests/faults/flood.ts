import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { startProgram } from '../../scripts/lib/process.ts';
import { deliveries } from './ledger.ts';
import { recordedMails } from './mails.ts';
import { play } from './play.ts';
import type { Stage } from './stage.ts';
import { pause, until } from './wait.ts';

export interface FloodSize {
  /** Messages that are ordered at once. */
  readonly jobs: number;
  /** How often Redis is killed and comes back with nothing. */
  readonly restarts: number;
  /** Whether to wait until what can never be done has been given up: some minutes of trying. */
  readonly untilDead: boolean;
}

/** A mail and that it was sent are one transaction then: that it is sent once can be asked for, as of no provider. */
const recorded = { EMAIL_CHANNEL: 'recorded', SMS_CHANNEL: 'recorded' };
/** The worker is killed so long after it was ready each time. */
const killEveryMs = 2_000;
const minutes = 60_000;

/** More work than a worker lives to do: it is killed again and again, and the queue loses all it has. */
export function floodTests(begun: () => Stage, { jobs, restarts, untilDead }: FloodSize): void {
  let stage: Stage;
  beforeAll(() => {
    stage = begun();
  });

  test(
    `${jobs} messages are sent once each, and one that can never be dealt with holds up none of them`,
    async () => {
      const mails = recordedMails(stage.database);
      const end = async () => {
        stage.cluster.kill('workers');
        await stage.cluster.ended('workers');
      };
      await end();
      await stage.cluster.restart('workers', recorded);
      const plot = stage.school.plots.at(-1);
      if (!plot) throw new Error('the school has no lessons');
      await play(stage, mails, plot);
      const poison = await orderPoison(stage);
      const ordered = await orderMails(stage, jobs);
      const before = (await mails.sent()).length;

      const sent = async () => (await mails.sent()).length - before;
      let kills = 0;
      for (let restarted = 0; (await left(stage)) > 0; kills += 1) {
        await pause(killEveryMs);
        await end();
        if (restarted < restarts && (await sent()) > (jobs * (restarted + 1)) / (restarts + 1)) {
          restarted += 1;
          await stage.restartRedis();
        }
        await stage.cluster.restart('workers', recorded);
      }
      const ids = (await mails.sent()).map(({ deliveryId }) => deliveryId);
      expect(ids.length).toBe(new Set(ids).size);
      expect(ids.filter((id) => ordered.has(id))).toHaveLength(jobs);
      expect((await deliveries(stage)).states).toEqual(['SENT']);
      expect(kills).toBeGreaterThan(0);
      process.stdout.write(`${jobs} messages were sent once each; the worker was killed ${kills} times\n`);

      const given = () => deadLetters(stage);
      expect(await unsettled(stage)).toContain(poison);
      if (!untilDead) return;
      const letters = await until('given up', given, (text) => text.includes('1 dead letters'), 10 * minutes);
      expect(letters).toContain(`frontend.open-announcement  8 attempts`);
    },
    150_000 + jobs * 200 + (untilDead ? 10 * minutes : 0),
  );
}

/** Further mails to a guardian who has been told: as `tell` writes them, in one transaction. */
async function orderMails({ database }: Stage, count: number): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ id: string }>(
    `with delivery as (
       insert into notifications.delivery (id, notification_id, channel, state, is_under_way, attempts, version, created_at)
       select gen_random_uuid(), notification_id, 'EMAIL', 'PENDING', true, 0, 1, platform.now()
       from (select notification_id from notifications.delivery where channel = 'EMAIL' and state = 'SENT' order by id limit 1) told,
         generate_series(1, $1)
       returning id
     ), ordered as (
       insert into notifications.outbox_message (id, kind, name, payload, request_id, occurred_at, live)
       select gen_random_uuid(), 'job', 'notifications.send-delivery', jsonb_build_object('deliveryId', id), 'flood', platform.now(), '[]'
       from delivery
     )
     select id from delivery`,
    [count],
  );
  return new Set(rows.map(({ id }) => id));
}

/** An order that nobody can read. */
async function orderPoison({ database }: Stage): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into frontend.outbox_message (id, kind, name, payload, request_id, occurred_at, live)
     values ($1, 'job', 'frontend.open-announcement', '{"announcementId": "poison"}', 'flood', platform.now(), '[]')`,
    [id],
  );
  return id;
}

async function left({ database }: Stage): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from notifications.outbox_message
     where run_at is null or run_at < platform.now() + interval '1 minute'`,
  );
  return rows[0]?.count ?? 0;
}

async function unsettled({ database }: Stage): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>('select id from frontend.outbox_message');
  return rows.map(({ id }) => id);
}

/** What `npm run dead-letters` says. */
async function deadLetters({ databaseUrl, redis }: Stage): Promise<string> {
  const lines: string[] = [];
  const environment = { DATABASE_URL: databaseUrl, ...(redis && { REDIS_URL: redis.url }) };
  const program = startProgram(join(__dirname, '../../scripts/dead-letters.ts'), [], environment, (line) =>
    lines.push(line),
  );
  await program.exited;
  return lines.join('\n');
}
