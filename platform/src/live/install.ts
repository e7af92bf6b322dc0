/**
 * What the relay and the live log keep in the schema `platform`. Safe to run again.
 * - `event_number`: the order of all events of this database, as the relay saw them commit.
 * - `relay_state.forwarded`: the highest number that has been forwarded; what a live log that was emptied is restored to.
 * - `live_log`, `live_position`: the live log of installations without Redis.
 */
export const livePlatformSql = `
  create sequence if not exists platform.event_number;
  create table if not exists platform.relay_state (
    singleton boolean primary key default true check (singleton),
    forwarded bigint not null default 0
  );
  insert into platform.relay_state default values on conflict do nothing;
  create table if not exists platform.live_log (
    topic text not null,
    number bigint not null,
    previous bigint not null,
    pointer jsonb not null,
    at timestamptz not null default clock_timestamp(),
    primary key (topic, number)
  );
  create index if not exists live_log_at on platform.live_log (at);
  create table if not exists platform.live_position (
    singleton boolean primary key default true check (singleton),
    position bigint not null,
    lost bigint not null,
    pruned bigint not null
  );
  create or replace function platform.outbox_written() returns trigger language plpgsql as $$
    begin
      perform pg_notify('outbox', tg_table_schema);
      return null;
    end
  $$;
`;
