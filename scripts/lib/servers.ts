import { cannotUse, connected } from '@learnova/platform/connected';
import { Redis } from 'ioredis';

/** @throws CannotStart when the database does not let the login in */
export async function requireDatabase(url: string): Promise<void> {
  await (await connected(url)).end();
}

/** @throws CannotStart when nobody answers there, or not to this password; what it says goes to the operator */
export async function requireRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  const said: Error[] = [];
  redis.on('error', (error) => said.push(error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    // The first one names the cause, the last one that the connection is closed.
    throw cannotUse('The Redis of REDIS_URL', said[0] ?? error);
  } finally {
    redis.disconnect();
  }
}
