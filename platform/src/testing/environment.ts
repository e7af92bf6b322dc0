import { z } from 'zod';
import { readConfig } from '../config.ts';

const model = z.object({
  TEST_POSTGRES_URL: z.url('is set by `npm test`; tests/setup starts the server'),
  TEST_REDIS_URL: z.url().optional(),
  TEST_TIER: z.enum(['usual', 'long']).default('usual'),
  REQUIRE_BROWSER: z.stringbool().default(false),
  JEST_WORKER_ID: z.coerce.number().int().default(1),
});

export interface TestServers {
  /** A login that may create databases and roles and is no superuser. */
  readonly postgresUrl: string;
  /** Database of this jest worker on the run's Redis; null where there is no Redis. */
  readonly redisUrl: string | null;
  /** 'long' when faults are to be tested at full size. */
  readonly tier: 'usual' | 'long';
  /** Whether a machine without a browser is to fail. */
  readonly requireBrowser: boolean;
}

/** The servers that were started for this run of the tests. */
export function testServers(): TestServers {
  const { TEST_POSTGRES_URL, TEST_REDIS_URL, TEST_TIER, REQUIRE_BROWSER, JEST_WORKER_ID } = readConfig(model);
  return {
    postgresUrl: TEST_POSTGRES_URL,
    // Redis has 16 databases; Pub/Sub knows no databases, but there a stranger's message is only one wake-up too many.
    redisUrl: TEST_REDIS_URL ? `${TEST_REDIS_URL}/${JEST_WORKER_ID % 16}` : null,
    tier: TEST_TIER,
    requireBrowser: REQUIRE_BROWSER,
  };
}
