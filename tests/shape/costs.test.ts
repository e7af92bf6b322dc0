import { Supergraph } from '@apollo/federation-internals';
import { estimate } from '@learnova/gateway/cost/estimate';
import { shapesOf } from '@learnova/gateway/cost/shape';
import { weightsIn } from '@learnova/gateway/cost/weights';
import { tooDear } from '@learnova/gateway/limits';
import { defaultLimits } from '@learnova/gateway/options';
import { getOperationAST, parse, validate } from 'graphql';
import * as scenarios from '../../k6/documents.ts';
import * as story from '../../scripts/story/documents.ts';
import { textOf } from './repository.ts';

const sdl = textOf('schema/supergraph.graphql');
const schema = Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
const weights = weightsIn(sdl);

/** What the gateway counts an operation for, before anybody is asked; pages that a variable sizes are the longest. */
function counted(text: string, variables: Record<string, unknown> = { first: 200 }) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error(`no operation: ${text}`);
  const shapes = shapesOf(schema, document, operation, weights);
  return estimate(shapes, weights, variables, defaultLimits.assumedList, operation.operation === 'mutation');
}

interface PageQueries {
  readonly find: string;
  readonly first: string;
  /** One for each kind of screen. */
  readonly watched: Readonly<Record<string, string>>;
}

/** What the page asks. */
async function ofPage(): Promise<Record<string, string>> {
  const file = new URL('../../subgraphs/frontend/page/queries.js', import.meta.url).pathname;
  const { find, first, watched }: PageQueries = await import(file);
  return { find, first, ...watched };
}

test('what the page, the story and the scenarios ask takes a twentieth of what an operation may cost, at most', async () => {
  const all = [story, scenarios, await ofPage()].flatMap((texts) => Object.entries(texts));
  expect(all.length).toBeGreaterThan(25);
  const dear = all.filter(([, text]) => {
    const { cost, entries } = counted(text);
    return cost > defaultLimits.cost / 20 || entries > defaultLimits.nodes / 20;
  });
  expect(dear.map(([name]) => name)).toEqual([]);
});

test('a class, a board and a page count for as long as they may be', () => {
  const registers = '{ section(id: "a") { registers(date: "2026-09-01") { marks { student { id } } } } }';
  expect(counted(registers).cost).toBe(1 + 10 * (1 + 30 * (1 + 1)));
  const board = `{ attendanceBoard(organizationId: "a", date: "2026-09-01") { registers { expected { id } } } }`;
  expect(counted(board).cost).toBe(1 + 100 * (1 + 30));
  const page = '{ organization(id: "a") { students(first: 200) { nodes { id } edges { node { id } } } } }';
  expect(counted(page).entries).toBe(2 * 200);
});

test('the classes of a page of students are refused: each such answer would take seconds', () => {
  const all = (first: number) =>
    counted(`{ organization(id: "a") { students(first: ${first}) { nodes {
      attendance(first: 20) { nodes { register { marks { student { id } } } } } } } } }`);
  expect(tooDear(all(200), defaultLimits).map(({ extensions }) => extensions.code)).toEqual(['NODE_LIMIT']);
  expect(tooDear(all(50), defaultLimits)).toEqual([]);
});
