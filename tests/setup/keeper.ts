import { CannotStart } from '@learnova/platform/cannot-start';
import { readConfig } from '@learnova/platform/config';
import { startServers } from '@learnova/platform/testing/servers';
import { z } from 'zod';

/**
 * Keeps the servers of one test run: tells their addresses in a line of JSON, and stops them when its standard input ends.
 * That happens when jest asks for it and also when jest is killed, so that nothing is left behind.
 */
const model = z.object({
  TEST_POSTGRES: z.enum(['embedded', 'native']).default('embedded'),
  TEST_POSTGRES_MAJOR: z.coerce.number().int().optional(),
  TEST_REDIS: z.enum(['own', 'none']).default('own'),
  REQUIRE_REDIS: z.stringbool().default(false),
});

// Ctrl-C reaches the tests too: they end first, and the end of the input says so.
process.on('SIGINT', () => undefined);
const inputEnds = new Promise((resolve) => process.stdin.once('end', resolve).resume());
const config = readConfig(model);
const servers = await startServers({
  postgres: config.TEST_POSTGRES,
  major: config.TEST_POSTGRES_MAJOR,
  redis: config.TEST_REDIS === 'own',
  requireRedis: config.REQUIRE_REDIS,
}).catch((error: unknown) => {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
});
const { postgresUrl, redisUrl } = servers;
process.stdout.write(`${JSON.stringify({ postgresUrl, redisUrl })}\n`);
await inputEnds;
await servers.stop();
