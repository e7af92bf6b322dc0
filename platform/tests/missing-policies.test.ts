import 'reflect-metadata';
import { buildGraph } from '../src/graph.ts';
import type { Subgraph } from '../src/manifest.ts';
import { BooksOf, shelf } from './shelf/shelf.subgraph.ts';

const { roots, fields } = shelf.policies;
const without = (coordinate: string) =>
  Object.fromEntries(Object.entries(roots).filter(([name]) => name !== coordinate));
const unasked = shelf.answers.map((answer) => ({ ...answer, contract: { ...answer.contract, admits: [] } }));

/** The doors of the shelf, and the shelf with each of them left open. */
const open: readonly (readonly [door: string, change: Partial<Subgraph>])[] = [
  ['Query.book', { policies: { roots: without('Query.book'), fields } }],
  ['Mutation.renameBook', { policies: { roots: without('Mutation.renameBook'), fields } }],
  ['Student.bookCount', { policies: { roots, fields: {} } }],
  ['Subscription.bookChanged', { lives: [] }],
  ['Book.title', { loaders: [] }],
  [`ask ${BooksOf.name}`, { answers: unasked }],
];

test('a subgraph starts when a policy stands at each of its doors', () => {
  expect(buildGraph(shelf).sdl).toContain('type Book');
});

test.each(open)('a subgraph does not start while no policy stands at %s', (door, change) => {
  expect(() => buildGraph({ ...shelf, ...change })).toThrow(`no policy:\n  ${door}`);
});

test('a subgraph does not start with a policy for a door that it does not have', () => {
  const policies = { roots, fields: { ...fields, 'Student.bookcount': fields['Student.bookCount'] } };
  expect(() => buildGraph({ ...shelf, policies } as Subgraph)).toThrow('Student.bookcount');
});
