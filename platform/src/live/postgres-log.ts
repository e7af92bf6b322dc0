import { Pool } from 'pg';
import type { Logger } from '../log.ts';
import { Listeners } from './listeners.ts';
import {
  CursorExpired,
  type LiveLog,
  type LogEntry,
  type LogListener,
  LogLost,
  type LogSettings,
  logSettings,
  oneToATopic,
  type Pointer,
} from './log.ts';
import { whileLost } from './patience.ts';
import { PostgresWakes } from './postgres-wakes.ts';

export interface PostgresLogOptions extends Partial<LogSettings> {
  readonly databaseUrl: string;
  readonly log: Logger;
}

const channel = 'live_log';

const appendSql = `
  with state as (
    update platform.live_position set position = greatest(position, $1) where position >= $2 returning lost, pruned
  ), added as (
    insert into platform.live_log (topic, number, previous, pointer)
    select p.topic, $1,
      coalesce((select max(l.number) from platform.live_log l where l.topic = p.topic), greatest(s.lost, s.pruned)), p.pointer
    from state s, jsonb_to_recordset($3::jsonb) as p(topic text, pointer jsonb)
    where not exists (select from platform.live_log l where l.topic = p.topic and l.number >= $1)
    on conflict do nothing
    returning topic
  )
  select (select count(*)::integer from state) as known, (select count(pg_notify('${channel}', topic)) from added) as told
`;

const restoreSql = `
  insert into platform.live_position as p (position, lost, pruned) values ($1, $1, 0)
  on conflict (singleton) do update set position = $1, lost = $1 where p.position < $1
  returning 1
`;

const readSql = `
  select s.position, s.lost, s.pruned, e.number, e.previous, e.pointer,
    exists (select from platform.live_log where topic = $1) as kept
  from platform.live_position s
  left join lateral (
    select * from platform.live_log where topic = $1 and number > $2 order by number limit $3
  ) e on true
  order by e.number
`;

/** What is older than the log keeps goes in one statement with the floor that tells of it. */
const pruneOldSql = `
  with old as (
    select max(number) as number from platform.live_log where at < clock_timestamp() - make_interval(secs => $1 / 1000.0)
  ), state as (
    update platform.live_position set pruned = greatest(pruned, old.number) from old where old.number is not null
  )
  delete from platform.live_log l using old where l.number <= old.number
`;

const pruneLongSql = `
  delete from platform.live_log l
  using (select topic, number, row_number() over (partition by topic order by number desc) as place from platform.live_log) o
  where o.place > $1 and l.topic = o.topic and l.number = o.number
`;

interface ReadRow {
  readonly position: string;
  readonly lost: string;
  readonly pruned: string;
  readonly kept: boolean;
  readonly number: string | null;
  readonly previous: string;
  readonly pointer: LogEntry['pointer'];
}

/** A table and LISTEN/NOTIFY. Three connections at most: two that work, and one that listens once somebody wants to. */
export class PostgresLog implements LiveLog {
  readonly #pool: Pool;
  readonly #listeners: Listeners;
  readonly #settings: LogSettings;
  readonly #options: PostgresLogOptions;
  #listens: () => void = () => undefined;
  readonly #listening = new Promise<void>((resolve) => {
    this.#listens = resolve;
  });
  #wakes: PostgresWakes | undefined;
  /** The highest number this process has appended. */
  #written = 0;

  constructor(options: PostgresLogOptions) {
    this.#options = options;
    this.#settings = { ...logSettings, ...options };
    this.#listeners = new Listeners(this.#settings.sweepMs);
    // An append need not wait for the disk: the relay's own commit, which says that it was made, flushes it before itself.
    // Nor is it worth compiling: where PostgreSQL has a JIT compiler, that would take 40 ms each time.
    this.#pool = new Pool({
      connectionString: options.databaseUrl,
      max: 2,
      application_name: 'learnova-live',
      options: '-c synchronous_commit=off -c jit=off',
    });
    this.#pool.on('error', (error) => options.log.warn({ err: error }, 'a connection of the live log broke'));
  }

  async append(number: number, pointers: readonly Pointer[]): Promise<void> {
    const rows = oneToATopic(pointers).map(({ topic, ...pointer }) => ({ topic, pointer }));
    const result = await this.#pool.query<{ known: number }>({
      name: 'live-append',
      text: appendSql,
      values: [number, this.#written, JSON.stringify(rows)],
    });
    if (!result.rows[0]?.known) throw new LogLost();
    this.#written = Math.max(this.#written, number);
  }

  async restore(number: number): Promise<boolean> {
    const { rowCount } = await this.#pool.query(restoreSql, [Math.max(number, this.#written)]);
    return rowCount === 1;
  }

  position(): Promise<number> {
    return whileLost(this.#settings.patienceMs, async () => {
      const { rows } = await this.#pool.query<{ position: string }>(
        'select position from platform.live_position',
      );
      const [state] = rows;
      if (!state) throw new LogLost();
      return Number(state.position);
    });
  }

  read(topic: string, after: number, limit: number): Promise<LogEntry[]> {
    return whileLost(this.#settings.patienceMs, async () => {
      const { rows } = await this.#pool.query<ReadRow>({
        name: 'live-read',
        text: readSql,
        values: [topic, after, limit],
      });
      const [first] = rows;
      if (!first) throw new LogLost();
      if (Number(first.lost) > after || Number(first.position) < after) throw new CursorExpired(topic, after);
      if (first.number === null) {
        if (Number(first.pruned) > after && !first.kept) throw new CursorExpired(topic, after);
        return [];
      }
      if (Number(first.previous) > after) throw new CursorExpired(topic, after);
      return rows.map((row) => ({ number: Number(row.number), pointer: row.pointer }));
    });
  }

  listen(topic: string, wake: () => void): LogListener {
    const remove = this.#listeners.add(topic, wake);
    const { databaseUrl, log } = this.#options;
    this.#wakes ??= new PostgresWakes({
      databaseUrl,
      channel,
      log,
      onListening: () => {
        this.#listens();
        this.#listeners.wakeAll();
      },
      onNotified: (notified) => this.#listeners.wake(notified),
    });
    return { ready: this.#listening, close: () => void remove() };
  }

  async prune(): Promise<void> {
    await this.#pool.query(pruneOldSql, [this.#settings.keepMs]);
    await this.#pool.query(pruneLongSql, [this.#settings.keepEntries]);
  }

  async close(): Promise<void> {
    this.#listeners.close();
    await this.#wakes?.close();
    await this.#pool.end();
  }
}
