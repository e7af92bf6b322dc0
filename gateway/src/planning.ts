import { operationFromDocument, type Schema } from '@apollo/federation-internals';
import type { QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type Registry, seconds } from '@learnova/platform/metrics';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { traced } from './tracing.ts';

/**
 * How the planner is set. It works in one go, so what it may take is bounded beforehand: by the fields of an operation, by what new
 * documents cost whoever sends them, and by the plans that it compares before it takes the best of them.
 */
export const plannerConfig = { debug: { maxEvaluatedPlans: 1_000 } };

/** Plans operations of one supergraph. Keeps none of them. */
export class Planning {
  /** The schema by which services answer. */
  readonly full: GraphQLSchema;
  /** What clients see of it. */
  readonly api: Schema;
  readonly #planner: QueryPlanner;
  readonly #duration;

  constructor(planner: QueryPlanner, metrics: Registry) {
    this.full = planner.supergraph.schema.toGraphQLJSSchema();
    this.#planner = planner;
    this.api = planner.supergraph.apiSchema();
    this.#duration = seconds(metrics, 'gateway_plan_seconds', 'Time to plan an operation that was new');
  }

  /** Takes no turn of the event loop. Throws when there is no plan. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan {
    const names = operationName === undefined ? {} : { operationName };
    return traced('gateway.plan', {}, () => {
      const stop = this.#duration.startTimer();
      try {
        return this.#planner.buildQueryPlan(operationFromDocument(this.api, document, names));
      } finally {
        stop();
      }
    });
  }
}
