import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Data, isData, merge, own, put } from './data.ts';
import { compileRewrites } from './rewrites.ts';
import { typeTest } from './typing.ts';

/** How a fetch says which entity it means. */
export interface Representing {
  /** What the service needs to know of an entity to resolve it; undefined when the entity lacks a part of it. */
  represent(entity: Data): Data | undefined;
  /** The one value that, with the type, makes the representation; undefined where there is more to it. */
  readonly keyOf: ((entity: Data) => string | number | undefined) | undefined;
}

type Represent = Representing['represent'];

/** Adds its part to the representation; false when the entity lacks it. */
type Part = (entity: Data, representation: Data) => boolean;

export function compileRepresenting(
  { inputRewrites }: FetchNode,
  requires: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): Representing {
  const select = compileRequires(schema, requires);
  const disguise = compileRewrites(schema, inputRewrites);
  const key = requires.length === 1 && requires[0] ? keyIn(requires[0]) : undefined;
  return {
    represent(entity) {
      const representation = select(entity);
      if (!representation?.__typename) return undefined;
      disguise?.(representation);
      return representation;
    },
    keyOf:
      key === undefined
        ? undefined
        : (entity) => {
            const value = own(entity, key);
            return typeof value === 'string' || typeof value === 'number' ? value : undefined;
          },
  };
}

/** The key of `... on Type { __typename key }`. */
function keyIn(selection: QueryPlanSelectionNode): string | undefined {
  if (selection.kind !== 'InlineFragment' || selection.selections.length !== 2) return undefined;
  const names = selection.selections.map((inner) =>
    inner.kind === 'Field' && !inner.selections ? (inner.alias ?? inner.name) : undefined,
  );
  return names[0] === '__typename' ? names[1] : undefined;
}

function compileRequires(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): Represent {
  const parts = selections.map((selection) => partOf(schema, selection));
  return (entity) => {
    const representation: Data = {};
    for (const part of parts) if (!part(entity, representation)) return undefined;
    return representation;
  };
}

function partOf(schema: GraphQLSchema, selection: QueryPlanSelectionNode): Part {
  if (selection.kind === 'Field') {
    const key = selection.alias ?? selection.name;
    const copy = selection.selections ? copyBy(compileRequires(schema, selection.selections)) : undefined;
    return (entity, representation) => {
      const value = own(entity, key);
      if (value === undefined) return false;
      put(representation, key, copy ? copy(value) : value);
      return true;
    };
  }
  if (selection.typeCondition === undefined) return () => true;
  const holds = typeTest(schema, selection.typeCondition);
  const represent = compileRequires(schema, selection.selections);
  return (entity, representation) => {
    const { __typename: typename } = entity;
    if (typeof typename !== 'string' || !holds(typename)) return true;
    const part = represent(entity);
    if (part) merge(representation, part);
    return true;
  };
}

/** What is nested and lacks a part is sent as null, which the service must refuse or bear. */
function copyBy(represent: Represent): (value: unknown) => unknown {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    return isData(value) ? (represent(value) ?? null) : null;
  };
  return copy;
}
