import { type GraphQLLeafType, GraphQLScalarType, isSpecifiedScalarType } from 'graphql';

/** Whether a service's value is one of the type as clients see it. */
export type LeafTest = (value: unknown) => boolean;

const isText: LeafTest = (value) => typeof value === 'string';

const tests: Readonly<Record<string, LeafTest>> = {
  Int: Number.isInteger,
  Float: Number.isFinite,
  String: isText,
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => isText(value) || Number.isInteger(value),
};

/** Undefined for scalars of the graph's own: only their services know their values. */
export function leafTest(type: GraphQLLeafType): LeafTest | undefined {
  if (type instanceof GraphQLScalarType) return isSpecifiedScalarType(type) ? tests[type.name] : undefined;
  // A value that the API schema leaves out is @inaccessible, or newer than the supergraph.
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => names.has(value);
}
