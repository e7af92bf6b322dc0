import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { startTemporaryPostgres } from '@learnova/platform/postgres/temporary';

/** An empty database on a PostgreSQL server of its own, both gone when it is disposed of. */
export async function scratchDatabase(): Promise<{ url: string } & AsyncDisposable> {
  const server = await startTemporaryPostgres(startEmbeddedPostgres, { log: () => undefined });
  return { url: server.url, [Symbol.asyncDispose]: () => server.stop() };
}
