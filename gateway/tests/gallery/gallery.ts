import { buildSubgraphSchema } from '@apollo/subgraph';
import { silent } from '@learnova/platform/log';
import { createMetrics } from '@learnova/platform/metrics';
import {
  buildASTSchema,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  print,
  printSchema,
} from 'graphql';
import { Documents, type Operation } from '../../src/documents.ts';
import { type Call, type GraphQLAnswer, type GraphQLBody, Unreachable } from '../../src/endpoint.ts';
import { conditionsAsked, conditionsIn, decided } from '../../src/execution/conditions.ts';
import { inProcessEndpoint } from '../../src/in-process.endpoint.ts';
import { defaultLimits, type ExecutorName } from '../../src/options.ts';
import { Service } from '../../src/service.ts';
import { loadSupergraph, type Supergraph } from '../../src/supergraph.ts';
import { type Item, itemOf } from './records.ts';
import { resolversFor, type Scene } from './resolvers.ts';
import { sources, supergraphSdl } from './schemas.ts';

/** What goes wrong in one execution. */
export interface Trouble {
  readonly thrown: ReadonlyMap<string, readonly string[]>;
  readonly missing: ReadonlySet<string>;
  /** Services that do not answer. */
  readonly down: ReadonlySet<string>;
}

export const noTrouble: Trouble = { thrown: new Map(), missing: new Set(), down: new Set() };

/** What random operations would be refused for is tested elsewhere. */
const unlimited = {
  ...defaultLimits,
  ...Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, Number.MAX_SAFE_INTEGER])),
  assumedList: defaultLimits.assumedList,
};

interface Question {
  readonly service: string;
  readonly body: GraphQLBody;
}

interface Moment {
  readonly trouble: Trouble;
  readonly scene: Scene;
}

/** The gallery behind one executor, its services in this process. */
export class Gallery {
  readonly #supergraph: Supergraph;
  readonly #documents: Documents;
  /** What services were asked, in order. */
  readonly asked: Question[] = [];
  /** Changes what a service answers. */
  tamper: (answer: GraphQLAnswer, question: Question) => GraphQLAnswer = (answer) => answer;

  private constructor(supergraph: Supergraph) {
    this.#supergraph = supergraph;
    this.#documents = new Documents(supergraph.schema, unlimited);
  }

  static async open(executor: ExecutorName): Promise<Gallery> {
    const schemas = subgraphs();
    const isStock = executor === 'apollo';
    const serviceAt = (name: string) =>
      new Service(
        name,
        inProcessEndpoint({
          graphql: async (body, call) => {
            const question = { service: name, body };
            gallery.asked.push(question);
            const answer = await answerOf(schemas.get(name), name, body, call);
            return gallery.tamper(isStock ? withoutInterfaces(answer) : answer, question);
          },
        }),
        // Each operation is apart: no breaker carries over what went wrong in the one before, and a busy machine decides nothing.
        { log: silent, metrics: createMetrics(), deadlineMs: 60_000, upstream: { breakerFailures: 0 } },
      );
    const options = { log: silent, metrics: createMetrics(), executor };
    const gallery: Gallery = new Gallery(await loadSupergraph(supergraphSdl(), serviceAt, options));
    return gallery;
  }

  close(): Promise<void> {
    return this.#supergraph.stop();
  }

  get schema(): GraphQLSchema {
    return this.#supergraph.schema;
  }

  operation(query: string, variables: Readonly<Record<string, unknown>> = {}): Operation {
    const operation = this.#documents.operation({ query, variables });
    if ('document' in operation) return operation;
    throw new AggregateError(operation, `${operation.map(({ message }) => message).join('; ')}: ${query}`);
  }

  async ask(query: string, variables = {}, trouble = noTrouble): Promise<ExecutionResult> {
    this.asked.length = 0;
    return plain(await this.#supergraph.execute(this.operation(query, variables), callIn(trouble)));
  }

  /** The same when nothing is left to decide: see `withoutConditions`. */
  async askDecided(query: string, variables = {}, trouble = noTrouble): Promise<ExecutionResult> {
    this.asked.length = 0;
    const operation = withoutConditions(this.operation(query, variables));
    return plain(await this.#supergraph.execute(operation, callIn(trouble)));
  }

  /** What a subscriber is sent for a change of a work. */
  async hear(query: string, variables: Record<string, unknown>, changed: string, trouble = noTrouble) {
    const operation = this.operation(query, variables);
    const { primary, complete } = this.#supergraph.subscription(operation);
    const call = callIn(trouble);
    const schema = subgraphs().get(primary.serviceName);
    if (!schema) throw new Error(`no service ${primary.serviceName}`);
    const answer = await execute({
      schema,
      document: parse(primary.operation),
      rootValue: { workChanged: itemOf(changed) },
      variableValues: operation.variables,
      contextValue: moments.get(call.requestId)?.scene,
    });
    return plain(await complete(plain(answer) as GraphQLAnswer, call));
  }
}

/** The same graph as one schema, by the same resolvers. */
export async function answeredAtOnce(
  schema: GraphQLSchema,
  query: string,
  variables: Record<string, unknown>,
  { thrown }: Trouble = noTrouble,
  rootValue: unknown = undefined,
): Promise<ExecutionResult> {
  const whole = monolith(schema);
  const contextValue: Scene = { thrown, missing: new Set(), notes: [] };
  return plain(
    await execute({
      schema: whole,
      document: parse(query),
      variableValues: variables,
      contextValue,
      rootValue,
    }),
  );
}

const moments = new Map<string, Moment>();
let executions = 0;

function callIn(trouble: Trouble): Call {
  executions += 1;
  const requestId = `execution-${executions}`;
  const { thrown, missing } = trouble;
  moments.clear();
  moments.set(requestId, { trouble, scene: { thrown, missing, notes: [] } });
  return { requestId, signal: new AbortController().signal };
}

async function answerOf(
  schema: GraphQLSchema | undefined,
  service: string,
  { query, variables }: GraphQLBody,
  { requestId }: Call,
): Promise<GraphQLAnswer> {
  const moment = moments.get(requestId);
  if (!schema || !moment) throw new Error(`no service ${service} in ${requestId}`);
  if (moment.trouble.down.has(service)) throw new Unreachable(`${service} is down`);
  const contextValue = { ...moment.scene, service };
  const result = await execute({ schema, document: parse(query), variableValues: variables, contextValue });
  return plain(result) as GraphQLAnswer;
}

/**
 * Stock takes over that an entity is a `Work` from the service that knows the interface alone, forgets its type, and with it
 * every field that is asked of that type. It is compared as if services did not say so.
 */
function withoutInterfaces(answer: GraphQLAnswer): GraphQLAnswer {
  const entities = answer.data?._entities;
  if (Array.isArray(entities))
    for (const entity of entities) if (entity?.__typename === 'Work') delete entity.__typename;
  return answer;
}

/**
 * Under `@skip` and `@include` Apollo's planner loses data: see `decided`. Stock is compared by what is left when they are gone;
 * what they are to leave out, the single schema knows.
 */
function withoutConditions(operation: Operation): Operation {
  const conditions = conditionsIn(conditionsAsked(operation.document, operation.node), operation.variables);
  const document = decided(operation.document, conditions);
  const node = getOperationAST(document) ?? operation.node;
  const text = print(document);
  return { ...operation, document, node, text, hash: text };
}

let built: ReadonlyMap<string, GraphQLSchema> | undefined;

function subgraphs(): ReadonlyMap<string, GraphQLSchema> {
  built ??= new Map(
    Object.entries(sources).map(([name, sdl]) => {
      const plainSchema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
      const resolvers = resolversOf(plainSchema);
      for (const type of Object.values(plainSchema.getTypeMap())) {
        if (!isObjectType(type) && !isInterfaceType(type)) continue;
        const isEntity = /^(Work|Painting|Book|Person|Place|Review)$/.test(type.name);
        if (!isEntity) continue;
        resolvers[type.name] = {
          ...resolvers[type.name],
          __resolveReference: reference(isInterfaceType(type)),
        };
      }
      return [name, buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }])];
    }),
  );
  return built;
}

/** A service knows of an entity what it was told, and looks up the rest itself. */
function reference(isInterface: boolean) {
  return (told: Item, { missing, service }: Scene & { service: string }) => {
    const item = itemOf(told);
    if (!item || missing.has(`${service} ${item.id ?? item.code}`)) return null;
    return isInterface ? { ...told, __typename: item.__typename } : { ...told };
  };
}

function resolversOf(schema: GraphQLSchema): Record<string, Record<string, unknown>> {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  );
  const named = types.map(
    (type) => [type.name, isObjectType(type) ? Object.keys(type.getFields()) : []] as const,
  );
  const resolvers = resolversFor(Object.fromEntries(named));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type) || (isUnionType(type) && type.name !== '_Entity'))
      resolvers[type.name] = { __resolveType: typeOf };
  }
  return resolvers;
}

const typeOf = (item: Item) => itemOf(item)?.__typename;

let whole: GraphQLSchema | undefined;

function monolith(api: GraphQLSchema): GraphQLSchema {
  if (whole) return whole;
  whole = buildASTSchema(parse(printSchema(api)));
  const resolvers = resolversOf(whole);
  for (const type of Object.values(whole.getTypeMap())) {
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        field.resolve = (resolvers[type.name]?.[field.name] as typeof field.resolve) ?? field.resolve;
    } else if ((isInterfaceType(type) || isUnionType(type)) && !type.name.startsWith('__')) {
      type.resolveType = typeOf;
    }
  }
  return whole;
}

/** As it goes over a wire. */
function plain<T>(answer: T): T {
  return JSON.parse(JSON.stringify(answer)) as T;
}
