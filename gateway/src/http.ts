import type { OutgoingHttpHeaders } from 'node:http';
import type { BlockList } from 'node:net';
import { leftBefore } from '@learnova/platform/left';
import type { Logger } from '@learnova/platform/log';
import { counter, type Registry } from '@learnova/platform/metrics';
import type { RateRules } from '@learnova/platform/rates/rates';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import {
  createHandler,
  type Request as HttpRequest,
  parseRequestParams,
  type RequestHeaders,
  type RequestParams,
  type Response,
} from 'graphql-http';
import { addressOf } from './address.ts';
import type { Call } from './endpoint.ts';
import { codeOf, presentable, refused } from './errors.ts';
import type { EventStreams } from './event-stream.ts';
import { requestIdOf } from './headers.ts';
import type { Runner } from './runner.ts';

/** What belongs to one request. */
interface Exchange {
  readonly call: Call;
  /** Nobody waits for the answer any more. */
  readonly left: AbortSignal;
  /** Where it comes from. */
  readonly address: string;
  /** Further headers of the answer. */
  readonly headers: Record<string, string>;
  /** The status that tells it, where the media type leaves a choice (section 6.4.2 of the specification). */
  refusedAs?: number;
  /** The result as JSON: the handler would ask a function about each of its values, which takes longer than all the rest of writing it. */
  written?: string;
}

type Handled = HttpRequest<FastifyRequest, Exchange>;
type Run = () => Promise<ExecutionResult>;

const EVENTS = 'text/event-stream';
const GRAPHQL_RESPONSE = 'application/graphql-response+json';

interface HttpParts {
  readonly log: Logger;
  readonly metrics: Registry;
  readonly newRequestId: () => string;
  /** Whose word is taken for where a request comes from. */
  readonly proxies: BlockList;
  readonly streams: EventStreams;
}

/** GraphQL over HTTP as its specification says (https://graphql.github.io/graphql-over-http/). */
export function serveGraphQL(
  app: FastifyInstance,
  path: string,
  runner: Runner,
  { log, metrics, newRequestId, proxies, streams }: HttpParts,
): void {
  const answers = counter(metrics, 'gateway_http_answers_total', 'Answers to GraphQL over HTTP', ['status']);
  const handle = createHandler<FastifyRequest, Exchange>({
    onSubscribe: (request, params) => prepare(request, params),
    execute: ({ rootValue }) => (rootValue as Run)(),
    formatError(error) {
      if (error instanceof GraphQLError) return error;
      const fault = refused('BAD_REQUEST', error.message);
      runner.told([fault]);
      return fault;
    },
  });

  async function prepare(request: Handled, params: RequestParams) {
    const { context } = request;
    const { call, left, address, headers } = context;
    const identity = await runner.identify(call.authorization);
    if (!('subject' in identity)) {
      context.refusedAs = statusOf(identity);
      return identity;
    }
    const admitted = await runner.admit(params, { subject: identity.subject, address });
    if (!('operation' in admitted)) return tooMuch(admitted, request.headers) ?? admitted;
    const { operation } = admitted;
    Object.assign(headers, costHeaders(operation.cost, admitted.left, runner.rateLimit?.rules));
    if (operation.node.operation === 'subscription') {
      return runner.turnAway(admitted, [
        refused(
          'SUBSCRIPTION_OVER_HTTP',
          `Subscribe over WebSocket (graphql-transport-ws) at ${path}, or accept ${EVENTS}.`,
        ),
      ]);
    }
    const run: Run = async () => {
      const { result, cost } = await runner.run(admitted, call, left);
      headers['x-cost-actual'] = String(cost);
      context.written = JSON.stringify(result);
      return {};
    };
    return {
      schema: admitted.generation.supergraph.schema,
      document: operation.document,
      operationName: operation.operationName,
      rootValue: run,
    };
  }

  /** The answer as an event stream; what is no GraphQL request, or comes from somebody who is not let in, gets none. */
  async function stream(request: FastifyRequest, reply: FastifyReply, context: Exchange) {
    const { call, address } = context;
    const { method, headers } = request;
    const refuse = (status: number, errors: readonly GraphQLError[], more: Record<string, string> = {}) => {
      answers.inc({ status });
      return sendErrors(reply.headers(more), status, errors);
    };
    const given = { url: urlOf(request), method, headers, body: bodyOf(request), raw: request, context };
    const params = await parseRequestParams(given).catch((error: Error) => error);
    const unread = (message: string) => runner.told([refused('BAD_REQUEST', message)]);
    if (params instanceof Error) return refuse(400, unread(params.message));
    if (!('query' in params)) return refuse(params[1].status, unread(params[1].statusText));
    const identity = await runner.identify(call.authorization);
    if (!('subject' in identity)) {
      const status = statusOf(identity);
      return refuse(status, identity, status === 401 ? { 'www-authenticate': 'Bearer' } : {});
    }
    const lastEventId = headers['last-event-id'];
    const asked = {
      ...{ params, identity, address, call, mayWrite: method === 'POST' },
      lastEventId: lastEventId ? String(lastEventId) : undefined,
    };
    const fault = await streams.serve(asked, (more) => {
      reply.headers(more).hijack();
      answers.inc({ status: 200 });
      reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders).flushHeaders();
      return reply.raw;
    });
    if (!fault) return reply;
    const seconds = fault.extensions.retryAfterSeconds;
    return refuse(429, [fault], seconds === undefined ? {} : { 'retry-after': String(seconds) });
  }

  app.all(path, async (request, reply) => {
    const requestId = requestIdOf(request.headers['x-request-id'], newRequestId);
    const left = leftBefore(reply.raw);
    const call = {
      authorization: request.headers.authorization || undefined,
      requestId,
      signal: left,
    };
    const address = addressOf(request.raw, proxies);
    const context: Exchange = { call, left, address, headers: {} };
    reply.header('x-request-id', requestId).header('cache-control', 'no-store');
    try {
      const { method, headers } = request;
      if (headers.accept?.includes(EVENTS)) return await stream(request, reply, context);
      const [body, init] = await handle({
        ...{ url: urlOf(request), method, headers, raw: request, context },
        body: bodyOf(request),
      });
      const status = init.status === 400 ? (context.refusedAs ?? 400) : init.status;
      if (status === 401) reply.header('www-authenticate', 'Bearer');
      answers.inc({ status });
      return reply
        .code(status)
        .headers({ ...context.headers, ...init.headers })
        .send(context.written ?? body ?? undefined);
    } catch (error) {
      answers.inc({ status: 500 });
      return sendErrors(reply, 500, presentable([error], requestId, log));
    }
  });
}

/** Of why a token does not hold: where its keys cannot be read, that is no fault of the client's. */
function statusOf(errors: readonly GraphQLError[]): 401 | 503 {
  return errors.some((error) => codeOf(error) === 'UNAVAILABLE') ? 503 : 401;
}

/** Whoever asks for too much is told by the status, whatever the media type: proxies and clients know it, and when to come back. */
function tooMuch(errors: readonly GraphQLError[], headers: RequestHeaders): Response | undefined {
  const error = errors.find((one) => codeOf(one) === 'RATE_LIMITED');
  if (!error) return undefined;
  const accept = 'accept' in headers ? String(headers.accept) : '';
  const type = accept.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json';
  const told = {
    'content-type': `${type}; charset=utf-8`,
    'retry-after': String(error.extensions.retryAfterSeconds),
  };
  return [JSON.stringify({ errors }), { status: 429, statusText: 'Too Many Requests', headers: told }];
}

/** What it may cost, and what is left (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/). */
function costHeaders(cost: number, left: number | undefined, rules: RateRules | undefined) {
  const estimated = { 'x-cost-estimated': String(cost) };
  if (left === undefined || !rules) return estimated;
  const { capacity, windowMs } = rules;
  const seconds = Math.ceil((windowMs / capacity / 1_000) * (capacity - left));
  return {
    ...estimated,
    'ratelimit-policy': `"cost";q=${capacity};w=${Math.ceil(windowMs / 1_000)}`,
    ratelimit: `"cost";r=${left};t=${seconds}`,
  };
}

/** Errors of a request that did not get as far as the GraphQL handler. */
export function sendErrors(
  reply: FastifyReply,
  status: number,
  errors: readonly GraphQLError[],
): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify({ errors }));
}

/** The body, read where it is JSON. A document that is asked for by id is none, which the handler wants to have all the same. */
function bodyOf(request: FastifyRequest): string | Record<string, unknown> | null {
  if (!(request.body instanceof Uint8Array)) return null;
  const text = Buffer.from(request.body).toString('utf8');
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return text;
    const { documentId, ...params } = body as Record<string, unknown>;
    const { extensions, query } = params;
    if (documentId !== undefined) return { ...params, query: query ?? '', extensions: { documentId } };
    const isById = typeof extensions === 'object' && extensions !== null;
    return isById ? { ...params, query: query ?? '' } : params;
  } catch {
    return text;
  }
}

/** The same for what is asked by GET. */
function urlOf({ url }: FastifyRequest): string {
  const [path, search] = url.split('?');
  if (!search || !/(^|&)(documentId|extensions)=/.test(search)) return url;
  const params = new URLSearchParams(search);
  const documentId = params.get('documentId');
  if (documentId !== null) params.set('extensions', JSON.stringify({ documentId }));
  if (!params.has('query')) params.set('query', '');
  return `${path}?${params}`;
}
