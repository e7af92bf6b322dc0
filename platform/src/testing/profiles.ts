import { describe } from '@jest/globals';
import { testServers } from './environment.ts';

/** What the two profiles hand to a contract test: with a Redis, or with PostgreSQL alone. */
export type TestProfile = { readonly name: 'embedded'; readonly redisUrl: null } | RedisProfile;

export interface RedisProfile {
  readonly name: 'redis';
  /** This jest worker's own database of the run's Redis. A test that empties or kills Redis starts its own: `startRedis`. */
  readonly redisUrl: string;
}

/** Runs the block once for each profile: one contract, two implementations. */
export function inEachProfile(title: string, block: (profile: TestProfile) => void): void {
  describe(`${title} (embedded)`, () => block({ name: 'embedded', redisUrl: null }));
  withRedis(`${title} (redis)`, block);
}

/** Runs the block where the run has a Redis, and counts it as skipped elsewhere. `REQUIRE_REDIS=1` refuses such a run. */
export function withRedis(title: string, block: (profile: RedisProfile) => void): void {
  const { redisUrl } = testServers();
  const run = redisUrl === null ? describe.skip : describe;
  run(title, () => block({ name: 'redis', redisUrl: redisUrl ?? 'redis://none' }));
}
