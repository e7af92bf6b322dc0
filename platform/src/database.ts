import { platformSchemas, type ServiceName, serviceNames } from '@learnova/schema/services';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { AuditSubscriber } from './audit.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { columnTypes } from './column-types.ts';
import { IdempotencyEntry } from './idempotency-entry.entity.ts';
import { freeLostLinks } from './lost-links.ts';
import type { Subgraph } from './manifest.ts';
import { MigrationFile } from './migration-file.ts';
import { InboxEntry } from './outbox/inbox-entry.entity.ts';
import { OutboxMessage } from './outbox/outbox-message.entity.ts';
import { SeenVersion } from './outbox/seen-version.entity.ts';
import { prepareOften } from './prepared.ts';

/** Tables that every subgraph has in its own schema. */
const platformTables = [OutboxMessage, InboxEntry, SeenVersion, IdempotencyEntry, AuditEntry];

/** Roles are cluster-global, so a role bears its database's name: `learnova_attendance`. */
export function roleName(databaseName: string, service: ServiceName): string {
  return `${databaseName}_${service}`;
}

export function databaseName(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Connections at most; 4 by default. */
  readonly poolSize?: number;
  /** Told of every statement, for tests that count them. */
  readonly onStatement?: (sql: string) => void;
}

/**
 * The entity manager of one subgraph. Its connections take on the subgraph's own role, which may touch its own schema and
 * nothing of a neighbour's; migrations are told of every other schema, since what they do not know of they would drop.
 */
export function connect(subgraph: Subgraph, options: DatabaseOptions): Promise<MikroORM> {
  const role = roleName(databaseName(options.databaseUrl), subgraph.name);
  return MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: options.databaseUrl,
    schema: subgraph.name,
    entities: [
      ...[...subgraph.entities, ...subgraph.facts, ...(subgraph.copies ?? []), ...(subgraph.untraced ?? [])],
      ...platformTables,
    ],
    subscribers: [new AuditSubscriber(subgraph)],
    metadataProvider: ReflectMetadataProvider,
    metadataCache: { enabled: false },
    extensions: [Migrator],
    allowGlobalContext: false,
    forceUtcTimezone: true,
    // Of a batch of updates MikroORM compares the versions by a SELECT beforehand: two who read alike would both be let through.
    // One by one, each UPDATE names the version that it replaces.
    useBatchUpdates: false,
    pool: { min: 0, max: options.poolSize ?? 4 },
    driverOptions: {
      options: `-c role=${role} -c search_path=${subgraph.name},extensions`,
      types: columnTypes,
      onPoolCreated: (pool: Pool) => {
        freeLostLinks(pool);
        prepareOften(pool);
        if (options.onStatement) tell(options.onStatement, pool);
      },
    },
    migrations: {
      tableName: 'migration',
      migrationsList: [...subgraph.migrations],
      path: new URL(`../../subgraphs/${subgraph.name}/src/migrations`, import.meta.url).pathname,
      snapshot: false,
      disableForeignKeys: false,
      allOrNothing: true,
      emit: 'ts',
      generator: MigrationFile,
      fileName: (timestamp, name) => `Migration${timestamp}${name ? `_${name}` : ''}`,
    },
    schemaGenerator: {
      ignoreSchema: [...platformSchemas, ...serviceNames.filter((name) => name !== subgraph.name)],
      disableForeignKeys: false,
      // The outbox's trigger is `install`'s, not the entities'.
      ignoreTriggers: true,
      ignoreRoutines: true,
    },
    logger: () => undefined,
  });
}

/** Reports each statement of each connection, whoever sends it: ORM and Kysely share the pool. */
function tell(onStatement: (sql: string) => void, pool: Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        const [first] = args;
        onStatement(typeof first === 'string' ? first : (first as { text: string }).text);
        return query(...args);
      },
    });
  });
}
