import { env } from 'node:process';
import { ApolloGateway, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import type { Logger } from '@learnova/platform/log';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Operation } from './documents.ts';
import type { Call, GraphQLAnswer } from './endpoint.ts';
import { codeOf, presentable } from './errors.ts';
import { plannerConfig } from './planning.ts';
import type { Service } from './service.ts';

type DataSource = ServiceMap[string];
export type RequestContext = Parameters<typeof executeQueryPlan>[2];

/** What a supergraph is once loaded: the schema that clients see, and a way to run queries and mutations. */
export interface Supergraph {
  readonly schema: GraphQLSchema;
  /** The text that was loaded, with what clients do not see. */
  readonly sdl: string;
  readonly services: ReadonlyMap<string, Service>;
  /** Never rejects: every fault is told in the result, presentable. */
  execute(operation: Operation, call: Call): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

/** Loads a composed supergraph with @apollo/gateway, whose planner and executor answer queries and mutations. */
export async function loadSupergraph(
  supergraphSdl: string,
  serviceAt: (name: string, url: string) => Service,
  log: Logger,
): Promise<Supergraph> {
  // The constructor of ApolloGateway reads this one; without it, it would report to Apollo.
  env.APOLLO_TELEMETRY_DISABLED = '1';
  const services = new Map<string, Service>();
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: apolloLog(log),
    // It was validated when it was composed; here it would cost a tenth of a second at each start.
    validateSupergraph: false,
    queryPlannerConfig: plannerConfig,
    __exposeQueryPlanExperimental: false,
    buildService({ name, url }) {
      const service = serviceAt(name, url ?? '');
      services.set(name, service);
      return dataSource(service);
    },
  });
  let sdl = supergraphSdl;
  gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => {
    sdl = coreSupergraphSdl;
  });
  const { schema, executor } = await gateway.load();

  return {
    schema,
    sdl,
    services,
    async execute(operation, call) {
      try {
        const result = await executor(requestContext(operation, call, schema, log));
        return presentableResult(result, call, log);
      } catch (error) {
        return { errors: presentable([error], call.requestId, log) };
      }
    },
    stop: () => gateway.stop(),
  };
}

/** What it tells about its own start is of no interest to operators. */
function apolloLog(log: Logger) {
  const quiet = (message?: unknown) => log.debug(String(message));
  return {
    debug: quiet,
    info: quiet,
    warn: (message?: unknown) => log.warn(String(message)),
    error: (message?: unknown) => log.error(String(message)),
  };
}

/** A service as the executor calls it. That it does not answer is an error in the result and leaves the rest standing. */
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
export function mutable(answer: GraphQLAnswer): Awaited<ReturnType<DataSource['process']>> {
  return answer;
}

export function requestContext(
  operation: Operation,
  call: Call,
  schema: GraphQLSchema,
  logger: Logger,
): RequestContext {
  const { document, node, operationName, variables, text, hash } = operation;
  const context: Partial<RequestContext> = {
    // The executor replaces nothing in the variables; its type merely does not say so.
    request: { query: text, variables: { ...variables }, ...(operationName && { operationName }) },
    operationName: operationName ?? null,
    operation: node,
    context: call,
    source: text,
    queryHash: hash,
    document,
    schema,
    logger,
    metrics: {},
  };
  return context as RequestContext;
}

/**
 * The executor tells nulls that stand where none may, when no error explains them, as an extension of its own. Where
 * they took the whole answer away the GraphQL specification wants an error; elsewhere the extension is left out, because
 * what an actor may not see is no fault.
 */
export function presentableResult(result: ExecutionResult, call: Call, log: Logger): ExecutionResult {
  const { data, errors, extensions = {} } = result;
  if (errors) return { data: data ?? null, errors: presentable(errors, call.requestId, log) };
  const { valueCompletion } = extensions;
  if (data || !Array.isArray(valueCompletion)) return { data: data ?? null };
  return { data: null, errors: presentable(valueCompletion, call.requestId, log) };
}
