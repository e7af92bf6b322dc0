import { CannotStart } from '../cannot-start.ts';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { startNativePostgres } from '../postgres/native.ts';
import { startTemporaryPostgres } from '../postgres/temporary.ts';
import { redisProgram, startRedis } from './redis.ts';

export interface ServersWanted {
  /** 'native' takes the PostgreSQL that is installed on the machine, 'embedded' the one from npm. */
  readonly postgres: 'embedded' | 'native';
  /** Of a native PostgreSQL; any, if left out. */
  readonly major?: number | undefined;
  /** Whether there is to be one, where it is installed: without it what needs one is left out. */
  readonly redis: boolean;
  /** Without Redis the run would prove half of what it seems to: refuse it. */
  readonly requireRedis: boolean;
}

export interface RunServers {
  /** Of a login that may create databases and roles, and is no superuser. */
  readonly postgresUrl: string;
  /** Null where `redis-server` is not on the PATH. */
  readonly redisUrl: string | null;
  stop(): Promise<void>;
}

/** Up to four jest workers hold many databases open at once, each with a pool for each subgraph. */
const settings = { max_connections: '600', shared_buffers: '128MB' };

/**
 * Starts the servers of one test run on free ports, with data that is thrown away. They end with this process at the latest.
 * @throws when Redis is required and missing.
 */
export async function startServers({
  postgres,
  major,
  redis: isWanted,
  requireRedis,
}: ServersWanted): Promise<RunServers> {
  const redis = isWanted && redisProgram() !== null ? await startRedis() : null;
  if (!redis && requireRedis)
    throw new CannotStart('REQUIRE_REDIS is set, and redis-server is not on the PATH.');
  const database = await startTemporaryPostgres(
    postgres === 'native'
      ? (options) => startNativePostgres({ ...options, ...(major && { major }) })
      : startEmbeddedPostgres,
    { log: () => undefined, settings },
  );
  return {
    postgresUrl: database.url,
    redisUrl: redis?.url ?? null,
    async stop() {
      await Promise.all([database.stop(), redis?.stop()]);
    },
  };
}
