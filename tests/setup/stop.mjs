import { once } from 'node:events';

/** jest's globalTeardown: ends the input of the keeper, and waits until it has stopped the servers. */
export default async function stop() {
  const keeper = globalThis.testServers;
  const gone = once(keeper, 'exit');
  keeper.stdin.end();
  const [code] = await gone;
  if (code !== 0) throw new Error(`the test servers did not stop well (${code})`);
}
