import type { Logger } from '@learnova/platform/log';
import { counter, type Registry } from '@learnova/platform/metrics';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { createHandler, type Request as HttpRequest, type RequestParams } from 'graphql-http';
import type { Call } from './endpoint.ts';
import { codeOf, presentable, refused } from './errors.ts';
import { requestIdOf } from './headers.ts';
import type { Runner } from './runner.ts';

/** What belongs to one request. */
interface Exchange {
  readonly call: Call;
  /** Nobody waits for the answer any more. */
  readonly left: AbortSignal;
  /** The status that tells it, where the media type leaves a choice (section 6.4.2 of the specification). */
  refusedAs?: number;
}

type Handled = HttpRequest<FastifyRequest, Exchange>;
type Run = () => Promise<ExecutionResult>;

/** GraphQL over HTTP as its specification says (https://graphql.github.io/graphql-over-http/). */
export function serveGraphQL(
  app: FastifyInstance,
  path: string,
  runner: Runner,
  { log, metrics, newRequestId }: { log: Logger; metrics: Registry; newRequestId: () => string },
): void {
  const answers = counter(metrics, 'gateway_http_answers_total', 'Answers to GraphQL over HTTP', ['status']);
  const handle = createHandler<FastifyRequest, Exchange>({
    onSubscribe: (request, params) => prepare(request, params),
    execute: ({ rootValue }) => (rootValue as Run)(),
    formatError: (error) => (error instanceof GraphQLError ? error : refused('BAD_REQUEST', error.message)),
  });

  async function prepare({ context }: Handled, params: RequestParams) {
    const { call, left } = context;
    const errors = await runner.unauthenticated(call.authorization);
    if (errors) {
      context.refusedAs = errors.some((error) => codeOf(error) === 'UNAVAILABLE') ? 503 : 401;
      return errors;
    }
    const operation = runner.read(params);
    if (!('document' in operation)) return operation;
    if (operation.node.operation === 'subscription') {
      return [
        refused('SUBSCRIPTION_OVER_HTTP', `Subscribe over WebSocket (graphql-transport-ws) at ${path}.`),
      ];
    }
    const run: Run = () => runner.run(operation, call, left);
    return {
      schema: runner.schema,
      document: operation.document,
      operationName: operation.operationName,
      rootValue: run,
    };
  }

  app.all(path, async (request, reply) => {
    const requestId = requestIdOf(request.headers['x-request-id'], newRequestId);
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const call = {
      authorization: request.headers.authorization || undefined,
      requestId,
      signal: left.signal,
    };
    const context: Exchange = { call, left: left.signal };
    reply.header('x-request-id', requestId).header('cache-control', 'no-store');
    try {
      const { url, method, headers } = request;
      const [body, init] = await handle({
        url,
        method,
        headers,
        body: textOf(request),
        raw: request,
        context,
      });
      const status = init.status === 400 ? (context.refusedAs ?? 400) : init.status;
      if (status === 401) reply.header('www-authenticate', 'Bearer');
      answers.inc({ status });
      return reply
        .code(status)
        .headers(init.headers ?? {})
        .send(body ?? undefined);
    } catch (error) {
      answers.inc({ status: 500 });
      return sendErrors(reply, 500, presentable([error], requestId, log));
    }
  });
}

/** Errors of a request that did not get as far as the GraphQL handler. */
export function sendErrors(
  reply: FastifyReply,
  status: number,
  errors: readonly GraphQLError[],
): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify({ errors }));
}

function textOf(request: FastifyRequest): string | null {
  return request.body instanceof Uint8Array ? Buffer.from(request.body).toString('utf8') : null;
}
