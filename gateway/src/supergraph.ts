import { env } from 'node:process';
import { ApolloGateway } from '@apollo/gateway';
import type { Logger } from '@learnova/platform/log';
import type { Registry } from '@learnova/platform/metrics';
import { type ExecutionResult, type GraphQLSchema, validateSchema } from 'graphql';
import type { Operation } from './documents.ts';
import type { Call } from './endpoint.ts';
import { presentable } from './errors.ts';
import type { Subscribed } from './execution/execution.ts';
import { Executor } from './execution/executor.ts';
import { dataSource, StockExecution } from './execution/stock.ts';
import type { ExecutorName } from './options.ts';
import { Planning, plannerConfig } from './planning.ts';
import type { Service } from './service.ts';

/** What a supergraph is once loaded: the schema that clients see, and a way to run queries and mutations. */
export interface Supergraph {
  readonly schema: GraphQLSchema;
  /** The text that was loaded, with what clients do not see. */
  readonly sdl: string;
  readonly services: ReadonlyMap<string, Service>;
  /** Never rejects: every fault is told in the result, presentable. */
  execute(operation: Operation, call: Call): Promise<ExecutionResult>;
  /** Throws when it cannot be planned; completing rejects for faults of the program. */
  subscription(operation: Operation): Subscribed;
  /** Whether there is a plan for it, so that running it takes no planning. */
  isPlanned(operation: Operation): boolean;
  /** Plans the operation, so that it need not be when it is asked. Throws when it cannot be planned. */
  prepare(operation: Operation): void;
  stop(): Promise<void>;
}

interface LoadOptions {
  readonly log: Logger;
  readonly metrics: Registry;
  /** 'compiled' unless said otherwise. */
  readonly executor?: ExecutorName | undefined;
  /** Whether it is validated: it was when it was composed, and at a start it would cost a tenth of a second. */
  readonly isChecked?: boolean;
}

/**
 * Loads a composed supergraph with @apollo/gateway, whose planner plans; its own executor runs the plans only if wanted.
 */
export async function loadSupergraph(
  supergraphSdl: string,
  serviceAt: (name: string, url: string) => Service,
  { log, metrics, executor: executorName = 'compiled', isChecked = false }: LoadOptions,
): Promise<Supergraph> {
  // The constructor of ApolloGateway reads this one; without it, it would report to Apollo.
  env.APOLLO_TELEMETRY_DISABLED = '1';
  const services = new Map<string, Service>();
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: apolloLog(log),
    validateSupergraph: isChecked,
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
  const faults = isChecked ? validateSchema(schema) : [];
  if (faults.length > 0) throw new AggregateError(faults, 'the schema that clients would see is not valid');
  // To build another planner would take half a second and its memory again, and this one's plans are the ones it has.
  const { queryPlanner: planner } = gateway.__testing();
  if (!planner) throw new Error('the supergraph was loaded without a planner');
  const planning = new Planning(planner, metrics);
  const execution =
    executorName === 'apollo'
      ? new StockExecution({ executor, planning, schema, services, log })
      : new Executor(planning, schema, services);

  return {
    schema,
    sdl,
    services,
    async execute(operation, call) {
      try {
        return presentableResult(await execution.run(operation, call), call, log);
      } catch (error) {
        return { errors: presentable([error], call.requestId, log) };
      }
    },
    subscription(operation) {
      const { primary, complete } = execution.subscription(operation);
      return {
        primary,
        complete: async (answer, call) => presentableResult(await complete(answer, call), call, log),
      };
    },
    isPlanned: (operation) => execution.isPlanned(operation),
    prepare: (operation) => execution.prepare(operation),
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

/**
 * An executor tells nulls that stand where none may, when no error explains them, as an extension of its own. Where
 * they took the whole answer away the GraphQL specification wants an error; elsewhere the extension is left out, because
 * what an actor may not see is no fault.
 */
function presentableResult(result: ExecutionResult, call: Call, log: Logger): ExecutionResult {
  const { data, errors, extensions = {} } = result;
  if (errors) return { data: data ?? null, errors: presentable(errors, call.requestId, log) };
  const { valueCompletion } = extensions;
  if (data || !Array.isArray(valueCompletion)) return { data: data ?? null };
  return { data: null, errors: presentable(valueCompletion, call.requestId, log) };
}
