import { databaseName, roleName } from '@learnova/platform/database';
import type { Envelope } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import { install } from '@learnova/platform/install';
import type { LiveLog, Pointer } from '@learnova/platform/live/log';
import { PostgresLog } from '@learnova/platform/live/postgres-log';
import { RedisLog } from '@learnova/platform/live/redis-log';
import { silent } from '@learnova/platform/log';
import { createMetrics } from '@learnova/platform/metrics';
import { outboxNotifySql } from '@learnova/platform/outbox/notify';
import { BullQueue } from '@learnova/platform/queue/bullmq';
import type { Queue, QueuedJob } from '@learnova/platform/queue/queue';
import type { Handler } from '@learnova/platform/relay/forwarding';
import { Relay, type RelayOptions } from '@learnova/platform/relay/relay';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { Client, Pool } from 'pg';

const schemas = ['users', 'attendance'] as const;
type Schema = (typeof schemas)[number];

export const quick = { pollMs: 20, takeoverMs: 50, sweepAfterMs: 200, silenceMs: 1_000 };

/** Who reacts in this world: to each message, one handler in each of the two subgraphs. */
export const handlers = (name: string): readonly Handler[] =>
  schemas
    .filter((service) => name !== 'users.unheard' && (name !== 'users.send-letter' || service === 'users'))
    .map((service) => ({ name: `${service}.on-${name}`, service, attempts: 3, backoffMs: 1 }));

const tables = (schema: Schema) => `
  create table ${schema}.outbox_message (
    id uuid primary key, kind text not null, name text not null, payload jsonb not null, aggregate_id uuid, version integer,
    organization_id uuid, actor_id uuid, on_behalf_of uuid, request_id text not null, occurred_at timestamptz not null,
    live jsonb not null, run_at timestamptz, number bigint unique, forwarded_at timestamptz
  );
  create table ${schema}.inbox_entry (
    message_id uuid, handler text, handled_at timestamptz not null, primary key (message_id, handler)
  );
  create table ${schema}.effect (message_id uuid not null, handler text not null);
`;

export interface Written {
  readonly id?: string;
  readonly kind?: 'event' | 'job';
  readonly name?: string;
  readonly aggregateId?: string;
  readonly version?: number;
  readonly live?: readonly Pointer[];
  readonly runAt?: Date;
}

/** Two subgraphs' outboxes in a database of their own, and what relays and workers need around them. */
export class RelayWorld {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly admin: Client;
  readonly #pools: Record<Schema, Pool>;
  readonly #drop: () => Promise<void>;
  readonly #opened: { close(): Promise<void> }[] = [];
  #isClosing = false;

  private constructor(
    databaseUrl: string,
    redisUrl: string | null,
    admin: Client,
    drop: () => Promise<void>,
  ) {
    this.databaseUrl = databaseUrl;
    this.redisUrl = redisUrl;
    this.admin = admin;
    this.#drop = drop;
    const pool = (schema: Schema) => {
      const options = `-c role=${this.role(schema)} -c search_path=${schema}`;
      const opened = new Pool({ connectionString: databaseUrl, max: 4, options });
      // Dropping the database ends connections that had not said goodbye yet.
      return opened.on('error', (error) => {
        if (!this.#isClosing) throw error;
      });
    };
    this.#pools = { users: pool('users'), attendance: pool('attendance') };
  }

  static async start(redisUrl: string | null): Promise<RelayWorld> {
    const { url, drop } = await testDatabase({ template: 'relay', installAll: makeTables });
    const admin = new Client({ connectionString: url });
    await admin.connect();
    return new RelayWorld(url, redisUrl, admin, drop);
  }

  get places(): RelayOptions['places'] {
    return schemas.map((schema) => ({ schema, role: this.role(schema) }));
  }

  role(schema: Schema): string {
    return roleName(databaseName(this.databaseUrl), schema);
  }

  liveLog(): LiveLog {
    const { databaseUrl, redisUrl } = this;
    const log = redisUrl
      ? new RedisLog({ redisUrl, log: silent, sweepMs: 60_000 })
      : new PostgresLog({ databaseUrl, log: silent, sweepMs: 60_000 });
    this.#opened.unshift(log);
    return log;
  }

  async queue(): Promise<Queue> {
    const { databaseUrl, redisUrl } = this;
    const place = redisUrl ? { redisUrl } : { databaseUrl };
    const settings = { lockMs: 300, stalledMs: 50, pollMs: 100, retryMs: 20, drainMs: 1_000 };
    const queue = await BullQueue.open({ place, log: silent, ...settings });
    this.#opened.unshift(queue);
    return queue;
  }

  async relay(options: Partial<RelayOptions> = {}): Promise<Relay> {
    const relay = new Relay({
      databaseUrl: this.databaseUrl,
      places: this.places,
      handlers,
      liveLog: options.liveLog ?? this.liveLog(),
      queue: options.queue ?? (await this.queue()),
      log: silent,
      metrics: createMetrics(),
      settings: quick,
      ...options,
    });
    this.#opened.unshift({ close: () => relay.stop() });
    return relay;
  }

  /** Handlers as the platform runs them: the effect and its inbox entry in one transaction. */
  async work(queue: Queue, before: (job: QueuedJob) => Promise<void> = async () => undefined): Promise<void> {
    await queue.work(async (job) => {
      await before(job);
      const { id } = job.data as Envelope;
      const schema = job.name.split('.')[0] as Schema;
      await this.#pools[schema].query(
        `with entered as (
           insert into inbox_entry values ($1, $2, now()) on conflict do nothing returning message_id, handler
         ) insert into effect select * from entered`,
        [id, job.name],
      );
    }, 4);
  }

  async write(schema: Schema, written: Written = {}): Promise<string> {
    const {
      id = newId(),
      kind = 'event',
      name = 'users.role-changed',
      aggregateId = null,
      version = null,
    } = written;
    const { live = [mark(id)], runAt = null } = written;
    await this.#pools[schema].query(
      `insert into outbox_message (id, kind, name, payload, aggregate_id, version, request_id, occurred_at, live, run_at)
       values ($1, $2, $3, '{}', $4, $5, 'request', platform.now(), $6, $7)`,
      [id, kind, name, aggregateId, version, JSON.stringify(live), runAt],
    );
    return id;
  }

  /** `message handler`, as often as its effect was made. */
  async effects(): Promise<string[]> {
    const effect = (schema: Schema) => `select message_id || ' ' || handler as text from ${schema}.effect`;
    const { rows } = await this.admin.query<{ text: string }>(schemas.map(effect).join(' union all '));
    return rows.map(({ text }) => text).sort();
  }

  /** `message handler`, as the inboxes remember it. */
  async handled(): Promise<string[]> {
    const entry = (schema: Schema) =>
      `select message_id || ' ' || handler as text from ${schema}.inbox_entry`;
    const { rows } = await this.admin.query<{ text: string }>(schemas.map(entry).join(' union all '));
    return rows.map(({ text }) => text).sort();
  }

  /** Messages that are still in an outbox. */
  async unsettled(): Promise<number> {
    const { rows } = await this.admin.query<{ count: number }>(
      'select ((select count(*) from users.outbox_message) + (select count(*) from attendance.outbox_message))::integer as count',
    );
    return rows[0]?.count ?? 0;
  }

  /** Ends the connection of the active relay, as if its process had died. */
  async killActive(): Promise<number> {
    const { rowCount } = await this.admin.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and objid = 7301003 and granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rowCount ?? 0;
  }

  /** Ends what was opened since, and leaves empty tables. */
  async reset(): Promise<void> {
    for (const part of this.#opened.splice(0)) await part.close();
    const emptied = schemas.flatMap((schema) =>
      ['outbox_message', 'inbox_entry', 'effect'].map((t) => `${schema}.${t}`),
    );
    await this.admin.query(`truncate ${emptied.join(', ')}; update platform.clock set "offset" = '0'`);
    await this.admin.query(
      `update platform.relay_state set forwarded = 0; alter sequence platform.event_number restart`,
    );
    await this.loseAll();
  }

  /** The queue and the live log lose everything; with Redis, `FLUSHALL` is the test's own to do. */
  async loseAll(): Promise<void> {
    if (this.redisUrl) return;
    const { rowCount } = await this.admin.query(
      `select from pg_tables where schemaname = 'queue' and tablename = 'job'`,
    );
    await this.admin.query('truncate platform.live_log, platform.live_position');
    if (rowCount) await this.#evenIfSentAway('truncate queue.job, queue.meta cascade');
  }

  /** A worker may be at these tables as well, and of two who wait for each other PostgreSQL sends one away, who begins anew. */
  async #evenIfSentAway(statement: string): Promise<void> {
    for (;;) {
      try {
        await this.admin.query(statement);
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== '40P01') throw error;
      }
    }
  }

  async close(): Promise<void> {
    await this.reset();
    this.#isClosing = true;
    await this.admin.end();
    for (const pool of Object.values(this.#pools)) await pool.end();
    await this.#drop();
  }
}

export function mark(id: string, topic = 'users.all'): Pointer {
  return { topic, typename: 'Thing', key: { id }, version: 1 };
}

/** The same object with some methods of its own. */
export function replacing<T extends object>(object: T, methods: Partial<T>): T {
  return new Proxy(object, {
    get: (target, name) => {
      const value: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function makeTables(url: string): Promise<void> {
  await install(url, []);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const schema of schemas) {
      await client.query(`set role "${roleName(databaseName(url), schema)}"; ${tables(schema)}; reset role`);
      await client.query(outboxNotifySql(schema));
    }
  } finally {
    await client.end();
  }
}
