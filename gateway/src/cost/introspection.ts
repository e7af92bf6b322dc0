import {
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import type { Shape } from './shape.ts';

/** What introspection tells: values of any kind, and of them the entries of lists. */
interface Told {
  readonly entries: number;
  readonly cost: number;
}

const nothing: Told = { entries: 0, cost: 0 };
/** How much the arguments of `fields` and the like may ask for. */
const everything = { includeDeprecated: true };

/** The field by which the schema is asked what it is, where there is one of this name. */
export function introspectionField(name: string): GraphQLField<unknown, unknown> | undefined {
  return [SchemaMetaFieldDef, TypeMetaFieldDef].find((field) => field.name === name);
}

/**
 * Counts what such a field tells, nulls and leaves as well, since this process answers it in one go. Nothing is assumed: the schema
 * itself says how long its lists are. A selection is counted once for each part of the schema, however many ways lead to it, and nobody
 * counts on beyond `most`: so this takes less time than the answer.
 */
export function introspectionOf(
  schema: GraphQLSchema,
  most: number,
): (shape: Shape, args: Readonly<Record<string, unknown>>) => Told {
  const info = { schema } as GraphQLResolveInfo;
  const known = new Map<Shape, Map<unknown, Told>>();
  let counted = 0;

  function ofField(shape: Shape, part: unknown, args: Readonly<Record<string, unknown>>): Told {
    if (counted > most) return nothing;
    const isOne = shape.isLeaf && !shape.isList;
    const value: unknown = isOne ? null : shape.field.resolve?.(part, args, undefined, info);
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    counted += parts.length;
    let entries = Array.isArray(value) && !shape.isLeaf ? value.length : 0;
    let cost = shape.weight * parts.length;
    for (const one of parts) {
      const below = ofPart(shape, one);
      entries += below.entries;
      cost += below.cost;
    }
    return { entries, cost };
  }

  function ofPart(shape: Shape, part: unknown): Told {
    if (part === null || part === undefined || shape.below.length === 0) return nothing;
    const parts = known.get(shape) ?? new Map<unknown, Told>();
    known.set(shape, parts);
    const before = parts.get(part);
    if (before) return before;
    let entries = 0;
    let cost = 0;
    for (const field of shape.below) {
      const below = ofField(field, part, everything);
      entries += below.entries;
      cost += below.cost;
    }
    const told = { entries, cost };
    parts.set(part, told);
    return told;
  }

  return (shape, args) => ofField(shape, undefined, args);
}
