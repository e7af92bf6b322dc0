import { type GraphQLSchema, isObjectType } from 'graphql';
import type { KeyedType } from './keys.ts';
import type { Subgraph } from './manifest.ts';

/**
 * The doors of a subgraph that no policy stands at; the platform starts nothing that has one.
 * Root fields and fields added to stubs need an entry in `policies`, subscriptions a live, owned keyed types a loader,
 * asks at least one admitted service.
 */
export function missingPolicies(
  subgraph: Subgraph,
  schema: GraphQLSchema,
  keyed: readonly KeyedType[],
): string[] {
  const { roots, fields } = subgraph.policies;
  const lives = new Set(subgraph.lives.map((live) => `Subscription.${live.field}`));
  const owned = new Set(subgraph.loaders.map((loader) => loader.type));
  const missing = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    coordinates(type).filter((coordinate) => !Object.hasOwn(roots, coordinate)),
  );
  missing.push(...coordinates(schema.getSubscriptionType()).filter((coordinate) => !lives.has(coordinate)));
  for (const { type, fields: keyFields } of keyed) {
    if (owned.has(type)) continue;
    const added = coordinates(schema.getType(type)).filter(
      (c) => !keyFields.includes(c.slice(type.length + 1)),
    );
    missing.push(...added.filter((coordinate) => !Object.hasOwn(fields, coordinate)));
  }
  missing.push(
    ...subgraph.answers.filter((a) => a.contract.admits.length === 0).map((a) => `ask ${a.contract.name}`),
  );
  return missing;
}

/** `Type.field` for every field; a keyed type that is neither owned nor a stub shows as missing through its fields. */
function coordinates(type: unknown): string[] {
  return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [];
}
