import {
  type ApolloGateway,
  buildOperationContext,
  executeQueryPlan,
  type ServiceMap,
} from '@apollo/gateway';
import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import type { Logger } from '@learnova/platform/log';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Operation, REMEMBERED, weightOf } from '../documents.ts';
import type { Call, GraphQLAnswer } from '../endpoint.ts';
import { codeOf } from '../errors.ts';
import type { Planning } from '../planning.ts';
import { Regulars } from '../regulars.ts';
import type { Service } from '../service.ts';
import type { Execution, Subscribed } from './execution.ts';

type DataSource = ServiceMap[string];
type RequestContext = Parameters<typeof executeQueryPlan>[2];

interface Compiled {
  readonly primary: FetchNode;
  /** The primary fetch and what follows it, as a plan that the executor takes: it refuses subscriptions. */
  readonly plan: QueryPlan;
  readonly context: ReturnType<typeof buildOperationContext>;
}

interface Parts {
  readonly executor: Awaited<ReturnType<ApolloGateway['load']>>['executor'];
  readonly planning: Planning;
  readonly schema: GraphQLSchema;
  readonly services: ReadonlyMap<string, Service>;
  readonly log: Logger;
}

/** Operations of which is remembered that they ran. */
const RAN = 1_000;

/** The executor of @apollo/gateway itself: to compare ours with, and to go back to. */
export class StockExecution implements Execution {
  readonly #parts: Parts;
  readonly #sources: ServiceMap;
  readonly #compiled = new Regulars<Compiled>(REMEMBERED);
  /** What ran of late: it was planned then, for all conditions at once. */
  readonly #ran = new LRUCache<string, true>({ max: RAN });

  constructor(parts: Parts) {
    this.#parts = parts;
    const { services } = parts;
    this.#sources = Object.fromEntries([...services].map(([name, service]) => [name, dataSource(service)]));
  }

  async run(operation: Operation, call: Call): Promise<ExecutionResult> {
    this.#ran.set(keyOf(operation), true);
    return this.#parts.executor(this.#request(operation, call));
  }

  isPlanned(operation: Operation): boolean {
    const key = keyOf(operation);
    return this.#ran.has(key) || this.#compiled.has(key);
  }

  /** Queries and mutations it plans when it runs them: its cache of plans is its own. */
  prepare(operation: Operation): void {
    if (operation.node.operation === 'subscription') this.#compile(operation);
  }

  subscription(operation: Operation): Subscribed {
    const { primary, plan, context } = this.#compile(operation);
    const { planning } = this.#parts;
    const source = this.#sources[primary.serviceName];
    return {
      primary,
      complete: async (answer, call) => {
        const answered: DataSource = {
          process: async (options) => {
            if (options.request.query === primary.operation) return mutable(answer);
            if (!source) throw new Error(`the plan asks ${primary.serviceName}, which is no service`);
            return source.process(options);
          },
        };
        const sources = { ...this.#sources, [primary.serviceName]: answered };
        const request = this.#request(operation, call);
        return executeQueryPlan(plan, sources, request, context, planning.full, planning.api);
      },
    };
  }

  #compile(operation: Operation): Compiled {
    const key = keyOf(operation);
    const known = this.#compiled.get(key);
    if (known) return known;
    const { document, operationName, text } = operation;
    const { planning, schema } = this.#parts;
    const { node } = planning.plan(document, operationName);
    if (node?.kind !== 'Subscription')
      throw new Error(`a subscription was planned as ${node?.kind ?? 'nothing'}`);
    const { primary, rest } = node;
    const compiled: Compiled = {
      primary,
      plan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: rest ? [primary, rest] : [primary] } },
      context: buildOperationContext({
        ...{ schema, operationDocument: document },
        ...(operationName !== undefined && { operationName }),
      }),
    };
    this.#compiled.set(key, compiled, weightOf(document, text));
    return compiled;
  }

  #request({ document, node, operationName, variables, text, hash }: Operation, call: Call): RequestContext {
    const context: Partial<RequestContext> = {
      // The executor replaces nothing in the variables; its type merely does not say so.
      request: { query: text, variables: { ...variables }, ...(operationName && { operationName }) },
      operationName: operationName ?? null,
      operation: node,
      context: call,
      source: text,
      queryHash: hash,
      document,
      schema: this.#parts.schema,
      logger: this.#parts.log,
      metrics: {},
    };
    return context as RequestContext;
  }
}

function keyOf({ hash, operationName = '' }: Operation): string {
  return `${hash} ${operationName}`;
}

/** A service as that executor calls it. That it does not answer is an error in the result and leaves the rest standing. */
export function dataSource(service: Service): DataSource {
  return {
    async process(options) {
      const { query = '', variables, operationName } = options.request;
      const call = options.context as unknown as Call;
      try {
        return mutable(await service.graphql({ query, variables, operationName }, call));
      } catch (error) {
        if (!(error instanceof GraphQLError) || !codeOf(error)) throw error;
        return { data: null, errors: [error.toJSON()] };
      }
    },
  };
}

/** The executor's type wants data that it may write to, which is what it gets: an answer belongs to the one who asked. */
function mutable(answer: GraphQLAnswer): Awaited<ReturnType<DataSource['process']>> {
  return answer;
}
