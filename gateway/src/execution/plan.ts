import type { PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { entityFetch } from './entity-fetch.ts';
import { plainFetch } from './plain-fetch.ts';
import { below } from './positions.ts';
import type { Step } from './run.ts';

/** A plan's node as a function: types are looked up, paths and selections read, once for all executions. */
export function compileNode(node: PlanNode, schema: GraphQLSchema): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((inner) => compileNode(inner, schema)));
    case 'Parallel':
      return inParallel(node.nodes.map((inner) => compileNode(inner, schema)));
    case 'Flatten': {
      const { path } = node;
      const inner = compileNode(node.node, schema);
      return async (run, place) => {
        const further = below(place, path);
        if (further.objects.length > 0) await inner(run, further);
      };
    }
    case 'Fetch':
      return node.requires ? entityFetch(node, node.requires, schema) : plainFetch(node, schema);
    case 'Condition':
    case 'Defer':
      throw new Error(`the plan has a ${node.kind}, where nothing was left to decide or may be deferred`);
  }
}

export function inSequence(steps: readonly Step[]): Step {
  return async (run, place) => {
    for (const step of steps) await step(run, place);
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (run, place) => {
    await Promise.all(steps.map((step) => step(run, place)));
  };
}
