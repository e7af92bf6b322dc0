import { type Dispatcher, Pool } from 'undici';
import { DeadlineExceeded } from './deadline.ts';
import {
  type Call,
  type Endpoint,
  type GraphQLAnswer,
  type GraphQLBody,
  type RouteCall,
  Unreachable,
} from './endpoint.ts';
import { type Answered, exchange } from './exchange.ts';
import { endToEnd } from './headers.ts';

export interface HttpEndpointOptions {
  /** Connections to the service at a time; further requests wait. */
  readonly connections?: number;
  /** Milliseconds for a connection to be made. */
  readonly connectMs?: number;
  /** Where the service keeps its public plain doors, on the same origin. */
  readonly routesPath?: string;
}

/** Shorter than the 65 s for which servers keep an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 30_000;

/** Where a service says on its own origin whether it can serve. */
const READY = '/health/ready';

/** No connection came about. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A service over HTTP with connections kept alive. The deadline is the caller's signal. */
export function httpEndpoint(url: string, options: HttpEndpointOptions = {}): Endpoint {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, {
    connections: options.connections ?? 64,
    connect: { timeout: options.connectMs ?? 2_000 },
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  function send(request: Dispatcher.DispatchOptions, signal: AbortSignal): Promise<Answered> {
    return exchange(pool, request, signal).catch(fail);
  }

  return {
    async graphql(body: GraphQLBody, call: Call): Promise<GraphQLAnswer> {
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        'x-request-id': call.requestId,
      };
      if (call.authorization) headers.authorization = call.authorization;
      const request = {
        path: pathname + search,
        method: 'POST' as const,
        headers,
        body: JSON.stringify(body),
      };
      const { status, body: bytes } = await send(request, call.signal);
      return answerOf(status, bytes);
    },

    async route({ method, path, search: query, headers, body, requestId, signal }: RouteCall) {
      const request = {
        path: `${options.routesPath ?? '/routes/'}${path}${query}`,
        method: method as Dispatcher.HttpMethod,
        headers: { ...headers, 'x-request-id': requestId },
        body: body.length > 0 ? body : null,
      };
      const answer = await send(request, signal);
      return { ...answer, headers: endToEnd(answer.headers) };
    },

    async ready({ requestId, signal }) {
      const headers = { 'x-request-id': requestId };
      const { status } = await send({ path: READY, method: 'GET', headers }, signal);
      if (status === 404) return false;
      if (status >= 300) throw new Unreachable(`not ready: status ${status}`);
      return true;
    },

    close: () => pool.close(),
  };
}

/** Any status will do as long as a GraphQL answer came with it: servers may tell errors by 4xx. */
function answerOf(status: number, bytes: Buffer): GraphQLAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Unreachable(`status ${status} and no JSON`, { cause: error });
  }
  if (typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer)) {
    return answer as GraphQLAnswer;
  }
  throw new Unreachable(`status ${status} and no GraphQL answer`);
}

/** No answer: because it was not waited for any longer, or for want of a connection. */
function fail(cause: unknown): never {
  if (cause instanceof DeadlineExceeded) throw cause;
  const { code, message = 'no connection' } = (cause ?? {}) as { code?: unknown; message?: string };
  throw new Unreachable(message, { cause, isUnsent: UNSENT.has(String(code)) });
}
