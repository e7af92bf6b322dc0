import { Supergraph as FederatedSupergraph, operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import { type FetchNode, type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { Logger } from '@learnova/platform/log';
import type { ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Operation, REMEMBERED, weightOf } from '../documents.ts';
import type { Call, GraphQLAnswer, GraphQLBody } from '../endpoint.ts';
import { plannerConfig } from '../planning.ts';
import type { Service } from '../service.ts';
import { dataSource, mutable, presentableResult, requestContext, type Supergraph } from '../supergraph.ts';

interface Compiled {
  readonly primary: FetchNode;
  /** The primary fetch and what follows it, as a plan that the executor takes. */
  readonly plan: QueryPlan;
  readonly context: ReturnType<typeof buildOperationContext>;
}

/** A planned subscription of one client. */
export interface SubscriptionPlan {
  /** The service that owns the field. */
  readonly owner: Service;
  /** What the owner is asked, for admission and for each event. */
  readonly body: GraphQLBody;
  /** Adds to the owner's answer what other services know, and shapes it as the client asked. Takes the answer over. */
  complete(answer: GraphQLAnswer, call: Call): Promise<ExecutionResult>;
}

/**
 * Plans subscriptions, which the executor of @apollo/gateway refuses, with the same planner: the owner's part first,
 * then the rest as for any query.
 */
export class SubscriptionPlans {
  readonly #supergraph: Supergraph;
  readonly #log: Logger;
  readonly #planner: QueryPlanner;
  readonly #api;
  readonly #full;
  readonly #sources: ServiceMap;
  readonly #compiled = new LRUCache<string, Compiled>({ maxSize: REMEMBERED });

  constructor(supergraph: Supergraph, log: Logger) {
    const federated = FederatedSupergraph.build(supergraph.sdl, { validateSupergraph: false });
    this.#supergraph = supergraph;
    this.#log = log;
    this.#planner = new QueryPlanner(federated, plannerConfig);
    this.#api = federated.apiSchema();
    this.#full = federated.schema.toGraphQLJSSchema();
    this.#sources = Object.fromEntries(
      [...supergraph.services].map(([name, service]) => [name, dataSource(service)]),
    );
  }

  plan(operation: Operation): SubscriptionPlan {
    const { primary, plan, context } = this.#compile(operation);
    const owner = this.#supergraph.services.get(primary.serviceName);
    const source = this.#sources[primary.serviceName];
    if (!owner || !source) throw new Error(`the plan begins at ${primary.serviceName}, which is no service`);
    const used = (primary.variableUsages ?? []).filter((name) => Object.hasOwn(operation.variables, name));
    const variables = Object.fromEntries(used.map((name) => [name, operation.variables[name]]));
    return {
      owner,
      body: { query: primary.operation, operationName: primary.operationName, variables },
      complete: async (answer, call) => {
        const answered: ServiceMap[string] = {
          process: (options) =>
            options.request.query === primary.operation
              ? Promise.resolve(mutable(answer))
              : source.process(options),
        };
        const sources = { ...this.#sources, [primary.serviceName]: answered };
        const request = requestContext(operation, call, this.#supergraph.schema, this.#log);
        const result = await executeQueryPlan(plan, sources, request, context, this.#full, this.#api);
        return presentableResult(result, call, this.#log);
      },
    };
  }

  #compile(operation: Operation): Compiled {
    const key = `${operation.hash} ${operation.operationName ?? ''}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const { document, operationName } = operation;
    const names = operationName === undefined ? {} : { operationName };
    const { node } = this.#planner.buildQueryPlan(operationFromDocument(this.#api, document, names));
    if (node?.kind !== 'Subscription')
      throw new Error(`a subscription was planned as ${node?.kind ?? 'nothing'}`);
    const { primary, rest } = node;
    const nodes = rest ? [primary, rest] : [primary];
    const context = buildOperationContext({
      schema: this.#supergraph.schema,
      operationDocument: document,
      ...names,
    });
    const compiled: Compiled = {
      primary,
      plan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } },
      context,
    };
    this.#compiled.set(key, compiled, { size: weightOf(document, operation.text) });
    return compiled;
  }
}
