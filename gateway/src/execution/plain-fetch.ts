import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { GraphQLAnswer } from '../endpoint.ts';
import type { Asking } from './asking.ts';
import { copyOf, isData, merge } from './data.ts';
import { renamed } from './faults.ts';
import { compileKeys, type Keys } from './missing.ts';
import { type Place, pathsOf } from './positions.ts';
import { compileRenames, compileRewrites } from './rewrites.ts';
import type { Step } from './run.ts';

/** A fetch of root fields. */
export function plainFetch(node: FetchNode, schema: GraphQLSchema): Step {
  const { serviceName, operation: query, operationName, variableUsages = [] } = node;
  const deliver = plainDelivery(node, schema);
  const keys = compileKeys(node, schema);
  return async (run, place) => {
    const variables = run.variablesOf(variableUsages);
    const lost = (error: GraphQLFormattedError) =>
      run.lose({ service: serviceName, error, paths: pathsBelow(run, place, keys) });
    const answer = await run.ask(serviceName, { query, operationName, variables }, lost);
    if (answer) deliver(run, place, answer);
  };
}

function* pathsBelow({ root }: Asking, { path }: Place, keys: Keys) {
  for (const starts of pathsOf(root, path).values())
    for (const start of starts) for (const key of keys(undefined)) yield [...start, key];
}

/** Takes the answer over. */
export type Deliver = (asking: Asking, place: Place, answer: GraphQLAnswer) => void;

/** Writes the answer to a fetch of root fields; where an entity leads back to the root there may be many places. */
export function plainDelivery(node: FetchNode, schema: GraphQLSchema): Deliver {
  const { serviceName } = node;
  const rewrite = compileRewrites(schema, node.outputRewrites);
  const names = compileRenames(node.outputRewrites);
  return (asking, place, { data, errors }) => {
    for (const error of errors ?? []) {
      if (!error.path) asking.tell(serviceName, error, undefined);
      else {
        const path = renamed(error.path, names);
        for (const starts of pathsOf(asking.root, place.path).values())
          for (const start of starts) asking.tell(serviceName, error, [...start, ...path]);
      }
    }
    if (!isData(data)) return;
    rewrite?.(data);
    const last = place.objects.length - 1;
    for (const [index, object] of place.objects.entries()) merge(object, index < last ? copyOf(data) : data);
  };
}
