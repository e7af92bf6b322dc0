import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { scalarsByName } from '@learnova/schema/scalars';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { parse } from 'graphql';
import { buildSchemaSync, createResolversMap } from 'type-graphql';
import { guardField, guardRoot, guardSubscription } from './guard.ts';
import { typesWithKeys } from './keys.ts';
import type { Subgraph } from './manifest.ts';
import { missingPolicies } from './missing-policies.ts';
import { resolveReference } from './reference.ts';
import type { Request } from './request.ts';

type Resolver = GraphQLFieldResolver<unknown, Request>;
type ResolversOfType = Record<string, Resolver | { resolve: Resolver; subscribe: Resolver }>;

export interface Graph {
  /** What composition reads. */
  readonly sdl: string;
  /** What executes, with every policy in front of its resolver. */
  readonly schema: GraphQLSchema;
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@cost", "@listSize", "@tag", "@inaccessible"])`;

/**
 * A subgraph's graph from its manifest; no database is needed. Throws where a door has no policy.
 * The SDL is printed from type-graphql's schema with its federation directives; the executable schema is built from it.
 */
export function buildGraph(subgraph: Subgraph): Graph {
  const written = buildSchemaSync({
    resolvers: subgraph.resolvers as unknown as [() => void],
    orphanedTypes: subgraph.types as unknown as (() => void)[],
    scalarsMap: [],
    validate: false,
    skipCheck: true,
    // type-graphql wants one as soon as a Subscription exists; a subgraph holds no sockets, so it is never used.
    pubSub: { publish: noSockets, subscribe: noSockets },
  });
  const sdl = `${link}\n\n${printSubgraphSchema(written)}\n`;
  const typeDefs = parse(sdl);
  const keyed = typesWithKeys(typeDefs);
  const missing = missingPolicies(subgraph, written, keyed);
  if (missing.length > 0) {
    throw new Error(
      `${subgraph.name} does not start: these doors have no policy:\n  ${missing.join('\n  ')}`,
    );
  }
  const resolvers = createResolversMap(written) as Record<string, ResolversOfType>;
  for (const [name, scalar] of Object.entries(scalarsByName)) {
    if (resolvers[name]) resolvers[name] = scalar as unknown as ResolversOfType;
  }
  guard(resolvers, subgraph);
  for (const { type, fields } of keyed) {
    const loader = subgraph.loaders.find((candidate) => candidate.type === type);
    resolvers[type] = {
      ...resolvers[type],
      __resolveReference: resolveReference(type, fields, loader) as Resolver,
    };
  }
  return { sdl, schema: buildSubgraphSchema([{ typeDefs, resolvers }]) };
}

/** Puts each policy in front of its resolver. */
function guard(resolvers: Record<string, ResolversOfType>, { policies, lives }: Subgraph): void {
  for (const [coordinate, policy] of Object.entries(policies.roots)) {
    replace(resolvers, coordinate, (resolver) => guardRoot(coordinate, policy, resolver));
  }
  for (const [coordinate, policy] of Object.entries(policies.fields)) {
    replace(resolvers, coordinate, (resolver) => guardField(policy, resolver));
  }
  for (const live of lives)
    replace(resolvers, `Subscription.${live.field}`, (resolver) => guardSubscription(resolver));
}

function replace(
  resolvers: Record<string, ResolversOfType>,
  coordinate: string,
  wrap: (resolver: Resolver) => Resolver,
) {
  const [type = '', field = ''] = coordinate.split('.');
  const found = resolvers[type]?.[field];
  if (!found)
    throw new Error(
      `a policy stands for ${coordinate}, which has no resolver: list its resolver under \`resolvers\`, and ${type} under \`types\` if no field leads to it`,
    );
  const ofType = resolvers[type] as ResolversOfType;
  ofType[field] = typeof found === 'function' ? wrap(found) : { ...found, resolve: wrap(found.resolve) };
}

function noSockets(): never {
  throw new Error('a subgraph holds no sockets');
}
