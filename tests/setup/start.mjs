import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** jest's globalSetup: starts the servers of this run, see keeper.ts, and tells the workers where they are. */
export default async function start() {
  // `npm test` holds a channel to this process. When it is killed the channel closes, and a run for nobody ends.
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const keeper = spawn(
    process.execPath,
    ['--conditions=source', '--import', './scripts/swc-hooks.mjs', 'tests/setup/keeper.ts'],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  // It has said why.
  const refuse = () => process.exit(1);
  keeper.once('exit', refuse);
  const [text] = await once(createInterface(keeper.stdout), 'line');
  keeper.off('exit', refuse);
  const { postgresUrl, redisUrl } = JSON.parse(text);
  process.env.TEST_POSTGRES_URL = postgresUrl;
  if (redisUrl) process.env.TEST_REDIS_URL = redisUrl;
  else console.log('There is no redis-server on the PATH: the tests of the Redis profile did not run.');
  globalThis.testServers = keeper;
}
