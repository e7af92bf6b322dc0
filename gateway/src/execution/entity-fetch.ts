import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, isInterfaceType } from 'graphql';
import type { EntityFetch } from './entities.ts';
import { compileKeys } from './missing.ts';
import { compileRepresenting } from './representations.ts';
import { compileRenames, compileRewrites } from './rewrites.ts';
import type { Step } from './run.ts';

/** A fetch of what a service adds to the entities at a place, by their representations. */
export function entityFetch(
  node: FetchNode,
  requires: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
): Step {
  const fetch: EntityFetch = {
    node,
    question: node.operation.replace(/^query \w+/, 'query'),
    representing: compileRepresenting(node, requires, schema),
    names: compileRenames(node.outputRewrites),
    keys: compileKeys(node, schema),
    rewrite: compileRewrites(schema, node.outputRewrites),
    isInterface: (typename) => isInterfaceType(schema.getType(String(typename))),
  };
  return (run, place) => run.entities.ask(fetch, place);
}
