import { serviceNames } from '@learnova/schema/services';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import { CannotStart } from './cannot-start.ts';
import { connected } from './connected.ts';
import { connect, databaseName, roleName } from './database.ts';
import { livePlatformSql } from './live/install.ts';
import type { Subgraph } from './manifest.ts';
import { outboxNotifySql } from './outbox/notify.ts';
import { missingMigrations } from './require-installed.ts';

/** Held while a database is prepared, so that several processes may start at once. */
const installLock = 7_301_001;

const clockSql = `
  create table if not exists platform.clock (
    singleton boolean primary key default true check (singleton),
    "offset" interval not null default interval '0'
  );
  insert into platform.clock default values on conflict do nothing;
  create or replace function platform.now() returns timestamptz language sql volatile as
    'select clock_timestamp() + "offset" from platform.clock';
`;

/**
 * How texts are compared by who looks for a name: small letters without marks, words apart by one space. One function, so that what is
 * indexed and what is asked for are the same.
 */
const foldedSql = `
  create or replace function platform.folded(text) returns text language sql immutable strict parallel safe as $$
    select trim(regexp_replace(translate(replace(replace(replace(
      regexp_replace(lower(normalize($1, NFKD) collate "und-x-icu"), '[\\u0300-\\u036f]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'øłđı', 'oldi'), '[^[:alnum:]]+' collate "und-x-icu", ' ', 'g'))
  $$;
`;

/**
 * Prepares a database: extensions, the platform's schema, a role and a schema for each subgraph, and every migration that
 * has not run. Safe to run again, and by several processes at once. The login owns the database and may create roles.
 * @returns the names of the migrations that ran, by subgraph
 */
export async function install(
  databaseUrl: string,
  subgraphs: readonly Subgraph[],
  { isRestoring = false } = {},
): Promise<Record<string, string[]>> {
  const client = await connected(databaseUrl);
  try {
    await client.query('select pg_advisory_lock($1)', [installLock]);
    if (!isRestoring) await refuseHalf(client);
    await client.query(platformSql());
    for (const name of serviceNames)
      await client.query(schemaSql(name, roleName(databaseName(databaseUrl), name)));
    const ran: Record<string, string[]> = {};
    for (const subgraph of subgraphs) {
      const isWhole = (await missingMigrations(client, subgraph)).length === 0;
      ran[subgraph.name] = isWhole
        ? []
        : await migrate(await connect(subgraph, { databaseUrl, poolSize: 1 }));
      await client.query(outboxNotifySql(subgraph.name));
    }
    return ran;
  } finally {
    await client.end();
  }
}

/** Says in a database that a restore is under way; what was interrupted is not taken for a school. */
export const beginRestoring =
  'create schema if not exists platform; create table platform.restoring (begun_at timestamptz not null default now())';
export const endRestoring = 'drop table platform.restoring';

async function refuseHalf(client: Client): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    "select to_regclass('platform.restoring') is not null as found",
  );
  if (rows[0]?.found)
    throw new CannotStart(
      'A restore into this database has not ended. If none runs, restore the backup again.',
    );
}

async function migrate(orm: MikroORM): Promise<string[]> {
  try {
    return (await orm.migrator.up()).map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

function platformSql(): string {
  return `
    create schema if not exists platform;
    create schema if not exists queue;
    create schema if not exists extensions;
    create extension if not exists btree_gist schema extensions;
    create extension if not exists citext schema extensions;
    create extension if not exists pg_trgm schema extensions;
    ${clockSql}
    ${foldedSql}
    ${livePlatformSql}
  `;
}

/** A role that cannot sign in, and a schema that it owns. Since PostgreSQL 16 the creator must grant itself the role. */
function schemaSql(schema: string, role: string): string {
  return `
    do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then
        create role "${role}" nologin;
        grant "${role}" to current_user;
      end if;
    exception when duplicate_object then null;
    end $$;
    create schema if not exists "${schema}" authorization "${role}";
    grant usage on schema platform, extensions to "${role}";
    grant select on platform.clock to "${role}";
    grant usage on sequence platform.event_number to "${role}";
    grant execute on function platform.now() to "${role}";
  `;
}
