import { CannotStart } from '@learnova/platform/cannot-start';
import { Redis } from 'ioredis';

/**
 * A Redis that has seen another course of events tells of what is no longer there. @throws CannotStart when it knows this
 * installation, unless it may be emptied of it; others in the same Redis are let alone.
 */
export async function requireForgotten(
  redisUrl: string,
  namespace: string,
  mayEmpty: boolean,
): Promise<number> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  try {
    const keys = await keysOf(redis, namespace);
    if (keys.length > 0 && !mayEmpty) {
      throw new CannotStart(
        `The Redis of REDIS_URL still holds queue and live log of ${namespace} (${keys.length} keys), which tell of what the backup ` +
          'does not know. Stop every process of the system, and restore with --empty-redis.',
      );
    }
    for (let from = 0; from < keys.length; from += 500) await redis.unlink(...keys.slice(from, from + 500));
    return keys.length;
  } finally {
    redis.disconnect();
  }
}

async function keysOf(redis: Redis, namespace: string): Promise<string[]> {
  const match = `{${namespace.replace(/[\\*?[\]]/g, '\\$&')}}*`;
  const found = new Set<string>();
  for await (const keys of redis.scanStream({ match, count: 1_000 }))
    for (const key of keys as string[]) found.add(key);
  return [...found];
}
