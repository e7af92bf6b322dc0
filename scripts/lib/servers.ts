import { CannotStart } from '@learnova/platform/cannot-start';
import { Redis } from 'ioredis';
import { Client } from 'pg';

/** @throws CannotStart when the database does not let the login in; what it says goes to the operator, never the password. */
export async function requireDatabase(url: string): Promise<void> {
  const client = new Client(url);
  await refusing('The database of DATABASE_URL', async () => {
    await client.connect();
    await client.end();
  });
}

/** @throws CannotStart when nobody answers there, or not to this password */
export async function requireRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  const said: Error[] = [];
  redis.on('error', (error) => said.push(error));
  await refusing('The Redis of REDIS_URL', async () => {
    try {
      await redis.connect();
      await redis.ping();
    } catch (error) {
      // The first one names the cause, the last one that the connection is closed.
      throw said[0] ?? error;
    } finally {
      redis.disconnect();
    }
  });
}

async function refusing(what: string, attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    // Of several addresses tried, the error of all of them says nothing.
    const [first = error] = error instanceof AggregateError ? error.errors : [];
    throw new CannotStart(`${what} cannot be used: ${(first as Error).message}.`);
  }
}
