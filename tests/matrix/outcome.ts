import { randomUUID } from 'node:crypto';
import type { Running } from '@learnova/platform/running';
import type { GraphQLSchema } from 'graphql';
import { type GraphQLField, type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import type { Answer } from '../../scripts/story/client.ts';
import { argumentsOf, type Door, type Found } from './door.ts';
import type { Player } from './scene.ts';

/** What a door showed of one field: as in the table; `empty` is null without a word of why. */
export type Outcome = '+' | 'empty' | 'F' | 'U' | '-';

/** The most that any door shows is what counts. */
const rank: Readonly<Record<Outcome, number>> = { '-': 0, U: 1, F: 2, empty: 3, '+': 4 };

export interface Look {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** What was sent and what came back, for the search for marks. */
  readonly sent: string;
  readonly answer: Answer<Found>;
}

/**
 * Doors that differ in ids alone are asked together, so that what is whose is told apart within one set. Those whose refusal
 * would leave no data at all are asked alone.
 */
export function alike<T extends { readonly door: Door }>(ways: readonly T[]): T[][] {
  const shape = ({ at, steps, reference }: Door) =>
    [at, reference?.__typename, ...steps].filter(Boolean).join(' ').replaceAll(literal, '$1');
  const [alone, together] = [
    ways.filter(({ door }) => door.isAlone),
    ways.filter(({ door }) => !door.isAlone),
  ];
  return [...alone.map((way) => [way]), ...Map.groupBy(together, ({ door }) => shape(door)).values()];
}

/** Asks at doors of one shape for every field that they have of the type; a look for each door. */
export async function lookThrough(
  doors: readonly Door[],
  type: string,
  graph: GraphQLSchema,
  player: Player,
  service: Running | undefined,
): Promise<Look[]> {
  const [first] = doors;
  if (!first) return [];
  const fields = fieldsAt(first, graph.getType(type) as GraphQLObjectType, service);
  const selection = fields.map((field) => field.text).join(' ');
  const { sent, answer } = service
    ? await askService(doors, first, selection, player, service)
    : await askGateway(doors, selection, player);
  return doors.map((door, index) => {
    const root = service ? ['_entities', index] : door.steps.length > 0 ? [`c${index}`] : [];
    const objects = follow(answer.data ?? null, door, root);
    const meant = door.isMeant ? objects.filter(({ value }) => door.isMeant?.(value)) : objects;
    const outcomes = fields.map(({ name }) => {
      const found = meant.map((object) => outcomeOf(object, name, answer));
      return [name, found.reduce(more, meant.length === 0 ? hidden(answer, root) : '-')] as const;
    });
    // A reference to another subgraph's type proves nothing: what is forbidden on it may not even exist.
    const isStub = service !== undefined && !isOwned(service, door);
    const honest = outcomes.map(([name, o]) => [name, isStub && o === 'F' ? '-' : o] as const);
    return { outcomes: new Map(honest), sent, answer };
  });
}

export function more(one: Outcome, other: Outcome): Outcome {
  return rank[one] >= rank[other] ? one : other;
}

interface Exchange {
  readonly sent: string;
  readonly answer: Answer<Found>;
}

const within = (steps: readonly string[], selection: string) =>
  `${steps.map((step) => `${step} {`).join(' ')} ${selection} ${'}'.repeat(steps.length)}`;

async function askService(
  doors: readonly Door[],
  { steps, reference }: Door,
  selection: string,
  { token }: Player,
  service: Running,
): Promise<Exchange> {
  const inner = within(steps, selection);
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${reference?.__typename} { ${inner} } } }`;
  const authorization = token === null ? undefined : `Bearer ${token}`;
  const variables = { r: doors.map((door) => door.reference) };
  const answer = await service.operations.run(
    { query, variables },
    { authorization, requestId: randomUUID() },
  );
  return { sent: JSON.stringify(variables) + inner, answer: answer as Answer<Found> };
}

/** `id: "..."`, in a step: what differs from case to case, and becomes a variable, so that one plan serves all. */
const literal = /(\w+): "([^"]*)"/g;
const scalars: Readonly<Record<string, string>> = {
  date: 'Date!',
  from: 'Date!',
  to: 'Date!',
  text: 'String!',
};

async function askGateway(doors: readonly Door[], selection: string, { visitor }: Player): Promise<Exchange> {
  const variables: Record<string, string> = {};
  const types: string[] = [];
  const variable = (_: string, name: string, value: string) => {
    const unique = `v${types.length}`;
    variables[unique] = value;
    types.push(`$${unique}: ${scalars[name] ?? 'UUID!'}`);
    return `${name}: $${unique}`;
  };
  const parts = doors.map(({ steps }, index) => {
    const whole = within(steps, selection).replaceAll(literal, variable);
    return steps.length > 0 ? `c${index}: ${whole}` : whole;
  });
  const query = `query${types.length > 0 ? ` (${types.join(', ')})` : ''} { ${parts.join(' ')} }`;
  return { sent: JSON.stringify(variables), answer: await visitor.ask<Found>(query, variables) };
}

interface Placed {
  readonly value: Found;
  readonly path: readonly (string | number)[];
}

/** The objects at the end of the way, with their places in the answer; the first step has the root's name. */
function follow(
  data: Found | null,
  { steps, reference }: Door,
  root: readonly (string | number)[],
): Placed[] {
  const names = steps.slice(reference ? 0 : 1).map((step) => step.replace(/\(.*/, ''));
  let here = spread(
    root.reduce<unknown>((value, key) => (value as Found | null)?.[key], data),
    root,
  );
  for (const name of names) here = here.flatMap(({ value, path }) => spread(value[name], [...path, name]));
  return here;
}

/** A list's members, or the thing itself; nothing for null. */
function spread(value: unknown, path: Placed['path']): Placed[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => spread(item, [...path, index]));
  return [{ value: value as Found, path }];
}

function outcomeOf({ value, path }: Placed, field: string, answer: Answer<unknown>): Outcome {
  if (value[field] !== null && value[field] !== undefined) return '+';
  const at = JSON.stringify([...path, field]);
  const error = answer.errors?.find((e) => JSON.stringify(e.path?.slice(0, path.length + 1)) === at);
  return error ? signOf(error.extensions?.code) : 'empty';
}

/** Why no object was found below a root. */
function hidden({ errors }: Answer<unknown>, root: readonly (string | number)[]): Outcome {
  const error = errors?.find(({ path }) => root.every((key, index) => path?.[index] === key));
  return error?.extensions?.code === 'UNAUTHENTICATED' ? 'U' : '-';
}

function signOf(code: unknown): Outcome {
  if (code === 'FORBIDDEN') return 'F';
  return code === 'UNAUTHENTICATED' ? 'U' : '-';
}

function isOwned(service: Running, { reference }: Door): boolean {
  return service.subgraph.loaders.some((loader) => loader.type === reference?.__typename);
}

interface Asked {
  readonly name: string;
  readonly text: string;
}

/** The fields of the type that are to be had there; only the key of a stub is whatever was sent. */
function fieldsAt(door: Door, type: GraphQLObjectType, service: Running | undefined): Asked[] {
  if (door.field) {
    const name = door.field.replace(/\(.*/, '');
    const field = type.getFields()[name] as GraphQLField<unknown, unknown>;
    return [{ name, text: `${door.field} ${below(field)}` }];
  }
  const here = service ? (service.operations.graph.schema.getType(type.name) as GraphQLObjectType) : type;
  const isKeyOnly = service && door.steps.length === 0 && !isOwned(service, door);
  const fields = Object.values(here.getFields()).filter(({ name }) => !(isKeyOnly && name === 'id'));
  return fields.map((field) => ({
    name: field.name,
    text: `${field.name}${argumentsOf(field)} ${below(field)}`,
  }));
}

/** As little as an object can be asked for: an id, or the first thing that is no object. */
function below(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields());
  const leaf =
    fields.find(({ name }) => name === 'id') ?? fields.find((f) => isLeafType(getNamedType(f.type)));
  if (leaf) return `{ ${leaf.name} }`;
  const [first] = fields;
  return first ? `{ ${first.name} ${below(first)} }` : '';
}
