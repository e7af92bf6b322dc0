import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { isDatabaseAway } from './database-away.ts';
import type { Graph } from './graph.ts';
import { answerLive, liveExtension } from './live/answer.ts';
import { badInput, Refusal, unavailable } from './refusal.ts';
import type { Request } from './request.ts';
import type { Resources, Running } from './running.ts';
import { checkTexts, literalsAreTexts } from './texts.ts';

/** A GraphQL request as it arrives by POST. */
export const graphqlBody = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.object({ live: liveExtension.optional() }).nullish(),
});
export type GraphqlBody = z.infer<typeof graphqlBody>;

export interface Call {
  readonly authorization?: string | undefined;
  readonly requestId: string;
  /** Aborted when nobody waits for the answer any more: a reading ends then, a mutation does not. */
  readonly signal?: AbortSignal | undefined;
}

interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Bytes of memory, roughly, for documents that are remembered: a token of one takes about half a kilobyte. */
const REMEMBERED = 20_000_000;
const weightOf = ({ document }: Prepared, text: string) => 1 + text.length + (document.tokenCount ?? 0) * 500;

/** Runs GraphQL operations of one subgraph: parsed and validated once a text, one request each, errors made presentable. */
export class Operations {
  readonly graph: Graph;
  readonly #running: Running;
  readonly #resources: Resources;
  readonly #prepared = new LRUCache<string, Prepared>({
    maxSize: REMEMBERED,
    sizeCalculation: weightOf,
  });

  constructor(running: Running, graph: Graph, resources: Resources) {
    this.#running = running;
    this.graph = graph;
    this.#resources = resources;
  }

  async run(body: GraphqlBody, call: Call): Promise<FormattedExecutionResult> {
    try {
      // First, so that a token that does not hold costs no parsing.
      const actor = await this.#running.actorOf(call.authorization);
      const prepared = this.#prepare(body);
      checkTexts(body.variables);
      const signal = prepared.operation.operation === 'mutation' ? undefined : call.signal;
      const request = this.#running.request({ id: call.requestId, actor, signal });
      return this.#present(await this.#execute(request, prepared, body, actor), call);
    } catch (error) {
      return this.#present({ errors: [error instanceof GraphQLError ? error : internal(error)] }, call);
    }
  }

  async #execute(
    request: Request,
    prepared: Prepared,
    body: GraphqlBody,
    actor: Actor,
  ): Promise<ExecutionResult> {
    if (actor.kind === 'person') await request.standing();
    const { document, operation } = prepared;
    const { schema } = this.graph;
    const variables = body.variables ?? {};
    if (operation.operation === 'subscription') {
      const live = body.extensions?.live;
      if (!live)
        throw badInput(['subscription'], 'A subgraph holds no sockets: subscribe through the gateway.');
      const settings = {
        lives: this.#running.subgraph.lives,
        readmitAfterMs: this.#resources.readmitAfterMs,
        position: () => this.#resources.liveLog.position(),
      };
      return answerLive(request, { schema, document, operation, variables, live }, settings);
    }
    return execute({
      schema,
      document,
      contextValue: request,
      variableValues: variables,
      operationName: body.operationName ?? undefined,
    });
  }

  #prepare({ query, operationName }: GraphqlBody): Prepared {
    const text = `${operationName ?? ''}\n${query}`;
    const known = this.#prepared.get(text);
    if (known) return known;
    const document = this.#read(query);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw badInput(['operationName'], 'The document holds no such operation.');
    const prepared = { document, operation };
    this.#prepared.set(text, prepared);
    return prepared;
  }

  /** Reading goes as deep as the text does: one that is deeper than the stack is a fault of the text. */
  #read(query: string): DocumentNode {
    try {
      const document = parse(query, { maxTokens: 20_000 });
      const [invalid] = validate(this.graph.schema, document, [...specifiedRules, literalsAreTexts]);
      if (invalid) throw invalid;
      return document;
    } catch (error) {
      if (error instanceof RangeError) throw badInput(['query'], 'The document is nested too deeply.');
      throw error;
    }
  }

  /**
   * Refusals and faults of the query itself are told; that the database is away, as a service that does not answer, which may be asked
   * again; everything else is `INTERNAL`. The cause is in the log.
   */
  #present(result: ExecutionResult, { requestId, signal }: Call): FormattedExecutionResult {
    if (signal?.aborted) return { data: null }; // nobody reads it, and what was given up is no fault
    const errors = result.errors?.map((error) => {
      const cause = error.originalError ?? error;
      const isRefusal = error instanceof Refusal || cause instanceof Refusal;
      if (isRefusal || (cause instanceof GraphQLError && !cause.extensions.internal)) {
        const extensions = { code: 'GRAPHQL_VALIDATION_FAILED', ...error.extensions };
        return { ...error.toJSON(), extensions };
      }
      this.#running.log.error({ err: cause, requestId, path: error.path }, 'an operation failed');
      const { path, locations } = error.toJSON();
      return {
        ...(isDatabaseAway(cause) ? unavailable(this.#running.name).toJSON() : internalError(requestId)),
        ...(path && { path }),
        ...(locations && { locations }),
      };
    });
    return { ...(result as FormattedExecutionResult), ...(errors && { errors }) };
  }
}

function internalError(requestId: string): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  const message = `Something went wrong on our side. Tell the office this number: ${requestId}.`;
  return { message, extensions: { code: 'INTERNAL', requestId } };
}

/** Wraps what is no GraphQL error, so that it takes the same way as one thrown in a resolver. */
function internal(cause: unknown): GraphQLError {
  const originalError = cause instanceof Error ? cause : new Error(String(cause));
  return new GraphQLError(originalError.message, { originalError, extensions: { internal: true } });
}
