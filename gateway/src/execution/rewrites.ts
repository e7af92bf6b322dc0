import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Data, isData, own, put } from './data.ts';
import { typeTest } from './typing.ts';

/** Changes data in place, as the planner asks where a service knows a type or a field under another name. */
export type Rewrite = (data: Data) => void;

const FRAGMENT = '... on ';

export function compileRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  if (!rewrites || rewrites.length === 0) return undefined;
  const all = rewrites.map((rewrite) => compileRewrite(schema, rewrite));
  return (data) => {
    for (const rewrite of all) rewrite(data);
  };
}

/** What a path of an error reads once keys of a service's answer have got their names back. */
export function compileRenames(rewrites: readonly FetchDataRewrite[] = []): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const rewrite of rewrites) {
    const last = rewrite.path.at(-1);
    if (rewrite.kind === 'KeyRenamer' && last !== undefined) names.set(last, rewrite.renameKeyTo);
  }
  return names;
}

function compileRewrite(schema: GraphQLSchema, rewrite: FetchDataRewrite): Rewrite {
  const key = rewrite.path.at(-1);
  if (key === undefined) throw new Error('a rewrite has no path');
  const change: Rewrite =
    rewrite.kind === 'ValueSetter'
      ? (data) => put(data, key, rewrite.setValueTo)
      : (data) => {
          const value = own(data, key);
          if (value === undefined || value === null) return;
          put(data, rewrite.renameKeyTo, value);
          put(data, key, undefined);
        };
  const walk = rewrite.path.slice(0, -1).reduceRight<(value: unknown) => void>(
    (inner, step) => {
      if (!step.startsWith(FRAGMENT)) return (value) => each(value, (data) => inner(own(data, step)));
      const holds = typeTest(schema, step.slice(FRAGMENT.length));
      return (value) =>
        each(value, (data) => {
          const { __typename: typename } = data;
          if (typeof typename !== 'string' || holds(typename)) inner(data);
        });
    },
    (value) => each(value, change),
  );
  return walk;
}

function each(value: unknown, change: Rewrite): void {
  if (Array.isArray(value)) for (const entry of value) each(entry, change);
  else if (isData(value)) change(value);
}
