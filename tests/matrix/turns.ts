import { testServers } from '@learnova/platform/testing/environment';

/** In the long run all of them; in `npm test` one for each turn, so that all come up where there are as many turns. */
export function inTurn<T>(all: readonly T[], turn: number): readonly T[] {
  const first = turn % all.length;
  return testServers().tier === 'long' ? all : all.slice(first, first + 1);
}
