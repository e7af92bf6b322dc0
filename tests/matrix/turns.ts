import { testServers } from '@learnova/platform/testing/environment';
import { type Role, roles } from './cast.ts';
import type { Case, Row } from './table.ts';

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

/** Of those who are to be treated alike, in the long run all; in `npm test` one for each turn. */
function oneOfEach<T>(all: readonly T[], kindOf: (one: T) => string, turn: number): readonly T[] {
  return [...Map.groupBy(all, kindOf).values()].flatMap((alike) => inTurn(alike, turn));
}

/** Roles for which the rows say the same are alike. */
export function rolesInTurn(rows: readonly Row[], turn: number): readonly Role[] {
  return oneOfEach(roles, (role) => JSON.stringify(rows.map(({ cells }) => cells[role])), turn);
}

/** What is refused in the same way is alike; what is carried out is no other's, since later tests go on from it. */
export function casesInTurn(cases: readonly Case[], turn: number): readonly Case[] {
  const kindOf = ({ role, which, sign }: Case) => [which, sign, sign === '+' ? role : ''].join(' ');
  const chosen = new Set(oneOfEach(cases, kindOf, turn));
  return cases.filter((one) => chosen.has(one));
}
