import { escapeIdentifier } from 'pg';
import type { Pointer } from '../live/log.ts';

/** What the relay needs of a connection: all of its statements go over the one that holds its lock. */
export interface Connection {
  query<R>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
}

/** A subgraph's schema, and the role under which alone it is read and written. */
export interface Place {
  readonly schema: string;
  readonly role: string;
}

export interface Message {
  readonly id: string;
  readonly kind: 'event' | 'job';
  readonly name: string;
  /** A bigint as the driver gives it. */
  readonly number: string;
  readonly payload: unknown;
  readonly aggregate_id: string | null;
  readonly version: number | null;
  readonly organization_id: string | null;
  readonly actor_id: string | null;
  readonly on_behalf_of: string | null;
  readonly request_id: string;
  readonly occurred_at: Date;
  readonly live: readonly Pointer[];
}

const columns = `id, kind, name, number, payload, aggregate_id, version, organization_id, actor_id, on_behalf_of, request_id,
  occurred_at, live`;

/** One subgraph's outbox and inbox, as the relay sees them. */
export class Outbox {
  readonly place: Place;
  readonly #connection: Connection;
  readonly #table: string;
  readonly #inbox: string;

  constructor(connection: Connection, place: Place) {
    this.#connection = connection;
    this.place = place;
    this.#table = `${escapeIdentifier(place.schema)}.outbox_message`;
    this.#inbox = `${escapeIdentifier(place.schema)}.inbox_entry`;
  }

  /**
   * Gives numbers to what has committed and is due, and commits them before anything is forwarded. Numbers are taken over the
   * connection that holds the lock: a relay that has lost it can number nothing.
   */
  number(limit: number): Promise<Message[]> {
    return this.#as(async () => {
      const { rows } = await this.#connection.query<Message>(
        `with due as (
           select id from ${this.#table}
           where number is null and (run_at is null or run_at <= platform.now())
           order by id limit $1 for update
         ), numbered as (
           select id, nextval('platform.event_number') as number from due order by id
         )
         update ${this.#table} o set number = n.number from numbered n where o.id = n.id
         returning ${columns.replace(/(\w+)/g, 'o.$1')}`,
        [limit],
      );
      return rows;
    });
  }

  /** What was numbered, here or by a relay before, and is not known to have been forwarded; by number. */
  unforwarded(limit: number): Promise<Message[]> {
    return this.#select('number is not null and forwarded_at is null', [], limit);
  }

  /** What was forwarded so long ago that its handlers should have dealt with it; after a number, by number. */
  overdue(afterMs: number, above: string, limit: number): Promise<Message[]> {
    const condition = `forwarded_at <= clock_timestamp() - make_interval(secs => $1) and number > $2`;
    return this.#select(condition, [afterMs / 1000, above], limit);
  }

  async stamp(ids: readonly string[]): Promise<void> {
    await this.#write(`update ${this.#table} set forwarded_at = clock_timestamp() where id = any($1)`, ids);
  }

  async settle(ids: readonly string[]): Promise<void> {
    await this.#write(`delete from ${this.#table} where id = any($1)`, ids);
  }

  /** Which of these messages which handlers of this subgraph have dealt with: `<message> <handler>`. */
  async handled(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.#as(() =>
      this.#connection.query<{ key: string }>(
        `select message_id || ' ' || handler as key from ${this.#inbox} where message_id = any($1)`,
        [ids],
      ),
    );
    return new Set(rows.map(({ key }) => key));
  }

  async #select(condition: string, values: unknown[], limit: number): Promise<Message[]> {
    const { rows } = await this.#as(() =>
      this.#connection.query<Message>(
        `select ${columns} from ${this.#table} where ${condition} order by number limit ${limit}`,
        values,
      ),
    );
    return rows;
  }

  async #write(text: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#as(() => this.#connection.query(text, [ids]));
  }

  /** In a transaction under the subgraph's role. */
  async #as<T>(work: () => Promise<T>): Promise<T> {
    await this.#connection.query(`begin; set local role ${escapeIdentifier(this.place.role)}`);
    try {
      const result = await work();
      await this.#connection.query('commit');
      return result;
    } catch (error) {
      await this.#connection.query('rollback');
      throw error;
    }
  }
}
