import type { FetchNode, ResponsePath } from '@apollo/query-planner';
import { type GraphQLFormattedError, type GraphQLSchema, isCompositeType, Kind, parse } from 'graphql';
import { toldBy } from './faults.ts';
import { compileRenames } from './rewrites.ts';
import { fieldsOf } from './selections.ts';

/** What a service would have told, and has not. */
export interface Loss {
  readonly service: string;
  readonly error: GraphQLFormattedError;
  /** Where the service was asked for something, by the names that the client gave. */
  readonly paths: Iterable<ResponsePath>;
}

/** The response keys that a fetch asks for at its place, of an object of this type. */
export type Keys = (typename: unknown) => readonly string[];

/** Beyond so many places of one loss it is told once more, without a place: an answer is not to grow by what it has not. */
const mostPlaces = 500;

/** Reads the fetch when something is lost for the first time. */
export function compileKeys(node: FetchNode, schema: GraphQLSchema): Keys {
  let keys: Keys | undefined;
  return (typename) => {
    keys ??= keysIn(node, schema);
    return keys(typename);
  };
}

function keysIn(node: FetchNode, schema: GraphQLSchema): Keys {
  const { definitions } = parse(node.operation);
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) return () => [];
  const [entities] = operation.selectionSet.selections;
  const isOfEntities = node.requires && entities?.kind === Kind.FIELD && entities.selectionSet;
  const selectionSet = isOfEntities || operation.selectionSet;
  const source = {
    schema,
    fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
    conditions: new Map(),
  };
  const names = compileRenames(node.outputRewrites);
  return (typename) => {
    const type = isOfEntities ? schema.getType(String(typename)) : schema.getRootType(operation.operation);
    if (!isCompositeType(type)) return [];
    return [...fieldsOf(source, type, [selectionSet]).keys()].map((key) => names.get(key) ?? key);
  };
}

/** Tells a loss at each place of the answer that is null by it, and once without a place where that is nowhere. */
export function* toldLoss({ service, error, paths }: Loss, data: unknown) {
  let count = 0;
  for (const path of paths) {
    if (!isMissing(data, path)) continue;
    if (count === mostPlaces) break;
    count += 1;
    yield toldBy(service, error, path);
  }
  if (count === 0 || count === mostPlaces) yield toldBy(service, error, undefined);
}

/** Whether the client asked for this and has not got it: a fetch also asks for keys, and for what another service may have told. */
function isMissing(data: unknown, path: ResponsePath): boolean {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return value === null;
    if (!Object.hasOwn(value, step)) return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value === null;
}
