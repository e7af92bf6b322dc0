import { testServers } from '@learnova/platform/testing/environment';

/** In the long run all of them; in `npm test` one for each turn, so that all come up where there are as many turns. */
export function inTurn<T>(all: readonly T[], turn: number): readonly T[] {
  return someInTurn(all, turn, 1);
}

/** The same, so many for each turn. */
export function someInTurn<T>(all: readonly T[], turn: number, most: number): readonly T[] {
  if (testServers().tier === 'long' || all.length <= most) return all;
  const first = (turn * most) % all.length;
  return [...all, ...all].slice(first, first + most);
}
