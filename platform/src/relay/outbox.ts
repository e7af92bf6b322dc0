import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Pointer } from '../live/log.ts';
import type { RelayConnection } from './connection.ts';

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

const columns = [
  ...['id', 'kind', 'name', 'number', 'payload', 'aggregate_id', 'version', 'organization_id', 'actor_id'],
  ...['on_behalf_of', 'request_id', 'occurred_at', 'live'],
]
  .map((column) => `o.${column}`)
  .join(', ');

/** One subgraph's outbox and inbox, as the relay sees them. */
export class Outbox {
  readonly place: Place;
  readonly #connection: RelayConnection;
  readonly #table: string;
  readonly #inbox: string;

  constructor(connection: RelayConnection, place: Place) {
    this.#connection = connection;
    this.place = place;
    this.#table = `${escapeIdentifier(place.schema)}.outbox_message`;
    this.#inbox = `${escapeIdentifier(place.schema)}.inbox_entry`;
  }

  /**
   * Gives numbers to what has committed and is due, and commits them before anything is forwarded. Of one aggregate the older
   * version gets the lower number: ids are made before a command gets its lock, and may have it the other way round.
   */
  async number(limit: number): Promise<Message[]> {
    const rows = await this.#as<Message>(
      `with due as (
         select id, coalesce(aggregate_id, id) as about, version, row_number() over (order by id) as place
         from ${this.#table}
         where number is null and (run_at is null or run_at <= platform.now())
         order by id limit ${limit}
       ), ranked as (
         select *, row_number() over (partition by about order by place) as by_place,
           row_number() over (partition by about order by version, place) as by_version
         from due
       ), numbered as (
         select id, nextval('platform.event_number') as number
         from (
           select v.id from ranked v join ranked p on p.about = v.about and p.by_place = v.by_version order by p.place
         ) ordered
       )
       update ${this.#table} o set number = n.number from numbered n where o.id = n.id
       returning ${columns}`,
    );
    return rows.sort((a, b) => Number(a.number) - Number(b.number));
  }

  /** What was numbered, here or by a relay before, and is not known to have been forwarded; by number. */
  unforwarded(above: string, limit: number): Promise<Message[]> {
    return this.#select(`o.number > ${escapeLiteral(above)} and o.forwarded_at is null`, limit);
  }

  /** What was forwarded so long ago that its handlers should have dealt with it; by number. */
  overdue(above: string, afterMs: number, limit: number): Promise<Message[]> {
    const before = `clock_timestamp() - interval '${afterMs} milliseconds'`;
    return this.#select(`o.number > ${escapeLiteral(above)} and o.forwarded_at <= ${before}`, limit);
  }

  /** Says that these have been forwarded. @returns the seconds that the slowest of them waited for it */
  async stamp(ids: readonly string[]): Promise<number> {
    const rows = await this.#as<{ waited: number }>(
      `update ${this.#table} o set forwarded_at = clock_timestamp() where id = any(${listed(ids)})
       returning extract(epoch from platform.now() - greatest(occurred_at, run_at))::float8 as waited`,
    );
    return Math.max(0, ...rows.map(({ waited }) => waited));
  }

  async settle(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#as(`delete from ${this.#table} where id = any(${listed(ids)})`);
  }

  /** What the handlers of this subgraph have dealt with, of these messages: `<message> <handler>`. */
  async handled(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#as<{ key: string }>(
      `select message_id || ' ' || handler as key from ${this.#inbox} where message_id = any(${listed(ids)})`,
    );
    return new Set(rows.map(({ key }) => key));
  }

  /**
   * Messages that handlers of this subgraph have dealt with so long ago and longer, the oldest first. (An id begins with the time at
   * which it was made, so this reads the beginning of the key.)
   */
  async handledBefore(keepMs: number, limit: number): Promise<string[]> {
    const rows = await this.#as<{ id: string }>(
      `with cutoff as materialized (select platform.now() - interval '${keepMs} milliseconds' as at), floor as (
         select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid as id from cutoff
       )
       select message_id as id from ${this.#inbox} where message_id < (select id from floor)
       group by message_id having max(handled_at) < (select at from cutoff) order by message_id limit ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Those of these messages that still stand here. */
  async standing(ids: readonly string[]): Promise<string[]> {
    const rows = await this.#as<{ id: string }>(
      `select id from ${this.#table} where id = any(${listed(ids)})`,
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets that these messages were dealt with. */
  async forget(ids: readonly string[]): Promise<void> {
    await this.#as(`delete from ${this.#inbox} where message_id = any(${listed(ids)})`);
  }

  #select(condition: string, limit: number): Promise<Message[]> {
    return this.#as(
      `select ${columns} from ${this.#table} o where ${condition} order by o.number limit ${limit}`,
    );
  }

  #as<R extends object>(statement: string): Promise<R[]> {
    return this.#connection.as(this.place.role, statement);
  }
}

function listed(ids: readonly string[]): string {
  return `${escapeLiteral(`{${ids.join(',')}}`)}::uuid[]`;
}
