import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
  valueFromAST,
} from 'graphql';
import type { Limits } from '../options.ts';
import { introspectionField, introspectionOf } from './introspection.ts';
import type { Shape } from './shape.ts';
import type { ListSize, Weights } from './weights.ts';

export interface Estimate {
  /** Entries of lists that an answer may hold, all levels together. */
  readonly entries: number;
  /** What the answer may cost, by the weights. */
  readonly cost: number;
  /** Fields, `Type.field`, of which not exactly one argument says how long they are, though one must. */
  readonly unsized: readonly string[];
  /** Whether other variables may give another estimate. */
  readonly isVariable: boolean;
}

interface Page {
  /** The length; undefined where nobody says. */
  readonly size: number | undefined;
  /** The fields below that are as long: those named, or, as Relay's connections have it, any list. */
  readonly of: readonly string[] | 'any list';
}

/** A mutation costs at least so much for each root field: it writes. */
const MUTATION = 10;

/**
 * Estimates an answer before anybody is asked: each list times the lists around it. How long a list is says its `@listSize`; where
 * there is none, its argument `first` or `last`, which may stand at the list or at the field above it; else it counts `assumedList`.
 * What introspection tells is counted.
 * @param variables are coerced
 */
export function estimate(
  shapes: readonly Shape[],
  weights: Weights,
  variables: Readonly<Record<string, unknown>>,
  { schema, limits }: { readonly schema: GraphQLSchema; readonly limits: Limits },
  isMutation: boolean,
): Estimate {
  const introspected = introspectionOf(schema, limits.cost);
  let isVariable = false;
  const unsized: string[] = [];

  /** The value of a number's argument; undefined where it is not given. */
  function givenTo({ node }: Shape, { name, defaultValue }: GraphQLArgument): unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return value ? undefined : defaultValue;
    isVariable = true;
    return Object.hasOwn(variables, value.name.value) ? variables[value.name.value] : defaultValue;
  }

  function sizesOf(shape: Shape, names: readonly string[]): number[] {
    return shape.field.args
      .filter(({ name }) => names.includes(name))
      .map((argument) => givenTo(shape, argument))
      .filter((size) => typeof size === 'number');
  }

  function pageOf(shape: Shape): Page {
    const list = weights.lists.get(shape.coordinate);
    // A page of nothing still costs its reading.
    const longest = (sizes: readonly number[]) => (sizes.length > 0 ? Math.max(1, ...sizes) : undefined);
    if (!list) return { size: longest(sizesOf(shape, ['first', 'last'])), of: 'any list' };
    return { size: sizeBy(list, shape, longest), of: list.of };
  }

  function sizeBy(list: ListSize, shape: Shape, longest: (sizes: readonly number[]) => number | undefined) {
    const sizes = sizesOf(shape, list.by);
    if (list.needsOne && sizes.length !== 1) unsized.push(shape.coordinate);
    return longest(sizes) ?? list.assumed;
  }

  /** What its arguments cost, and the fields of input objects in them. */
  function costOfArguments({ coordinate, field, node }: Shape): number {
    if (weights.cost.size === 0) return 0;
    let sum = 0;
    for (const { name, value } of node.arguments ?? []) {
      const argument = field.args.find((one) => one.name === name.value);
      if (!argument) continue;
      sum += weights.cost.get(`${coordinate}(${argument.name}:)`) ?? 0;
      if (weights.hasInputs && isInputObjectType(getNamedType(argument.type)))
        sum += costOf(argument.type, value);
    }
    return sum;
  }

  function costOf(type: GraphQLInputType, node: ValueNode): number {
    isVariable = true;
    return costOfInput(weights, type, valueFromAST(node, type, variables as Record<string, unknown>));
  }

  /** The type that `__type` names. */
  function argumentsOf({ node: { arguments: [argument] = [] } }: Shape): Readonly<Record<string, unknown>> {
    if (argument?.value.kind === Kind.VARIABLE) isVariable = true;
    return { name: valueFromAST(argument?.value, GraphQLString, variables as Record<string, unknown>) };
  }

  function sum(below: readonly Shape[], around: Page | undefined): { entries: number; cost: number } {
    let entries = 0;
    let cost = 0;
    for (const shape of below) {
      const name = shape.field.name;
      if (introspectionField(name)) {
        const told = introspected(shape, argumentsOf(shape));
        entries += told.entries;
        cost += told.cost;
        continue;
      }
      const page = pageOf(shape);
      const isPaged = around && (around.of === 'any list' || around.of.includes(name));
      const times = shape.isList
        ? (page.size ?? (isPaged ? around.size : undefined) ?? limits.assumedList)
        : 1;
      const inner = sum(shape.below, shape.isList ? undefined : page);
      entries += times * ((shape.isList && !shape.isLeaf ? 1 : 0) + inner.entries);
      cost += costOfArguments(shape) + times * (shape.weight + inner.cost);
    }
    return { entries, cost };
  }

  const { entries, cost } = sum(shapes, undefined);
  return {
    entries,
    cost: Math.max(0, cost) + (isMutation ? MUTATION * shapes.length : 0),
    unsized,
    isVariable,
  };
}

function costOfInput(weights: Weights, type: GraphQLInputType, value: unknown): number {
  if (value === null || value === undefined) return 0;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const inner = nullable.ofType as GraphQLInputType;
    return Array.isArray(value) ? value.reduce((sum, one) => sum + costOfInput(weights, inner, one), 0) : 0;
  }
  if (!isInputObjectType(nullable) || typeof value !== 'object') return 0;
  return Object.entries(nullable.getFields()).reduce((sum, [name, field]) => {
    const given = (value as Record<string, unknown>)[name];
    if (given === undefined) return sum;
    const own = weights.cost.get(`${nullable.name}.${name}`) ?? 0;
    return sum + own + costOfInput(weights, field.type, given);
  }, 0);
}

/** What an answer cost: the weights of what it holds. Of two fields under one key, of different types, the dearer counts. */
export function actualCost(shapes: readonly Shape[], data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  let cost = 0;
  const seen = new Map<string, number>();
  for (const shape of shapes) {
    const value = (data as Record<string, unknown>)[shape.key];
    if (value === undefined || value === null) continue;
    const own = Array.isArray(value)
      ? value.reduce((sum: number, one: unknown) => sum + costOfOne(shape, one), 0)
      : costOfOne(shape, value);
    const before = seen.get(shape.key) ?? 0;
    if (own > before) {
      cost += own - before;
      seen.set(shape.key, own);
    }
  }
  return cost;
}

function costOfOne(shape: Shape, value: unknown): number {
  if (value === null) return 0;
  if (Array.isArray(value))
    return value.reduce((sum: number, one: unknown) => sum + costOfOne(shape, one), 0);
  return shape.weight + (shape.isLeaf ? 0 : actualCost(shape.below, value));
}
