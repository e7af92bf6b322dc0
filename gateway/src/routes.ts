import { leftBefore } from '@learnova/platform/left';
import type { Logger } from '@learnova/platform/log';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { GraphQLError } from 'graphql';
import { codeOf, presentable } from './errors.ts';
import { endToEnd, flat, requestIdOf } from './headers.ts';
import { sendErrors } from './http.ts';
import type { RouteEntry } from './options.ts';
import type { Service } from './service.ts';

interface Parts {
  readonly services: () => ReadonlyMap<string, Service>;
  readonly log: Logger;
  /** Bytes of a body, where a door does not say more. */
  readonly bodyBytes: number;
  readonly newRequestId: () => string;
}

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** Throws for a table that fits no service. */
export function checkRoutes(table: readonly RouteEntry[], services: ReadonlyMap<string, Service>): void {
  for (const { service: name } of table) {
    if (!services.get(name)?.hasRoutes)
      throw new Error(`the routes name ${name}, which has no plain HTTP doors here`);
  }
}

/**
 * Forwards `/-/<service>/<path>` to the doors that the table names, bytes and headers as they came: the service decides
 * whom it trusts. Nothing else of a service can be reached.
 */
export function forwardRoutes(app: FastifyInstance, table: readonly RouteEntry[], parts: Parts): void {
  const { services, log, newRequestId } = parts;
  for (const { service: name, method, path, bodyBytes = 0 } of table) {
    const prefix = `/-/${name}/`;
    app.route({
      method: method.toUpperCase() as HTTPMethods,
      url: prefix + path.replace(/^\//, ''),
      exposeHeadRoute: false,
      bodyLimit: Math.max(bodyBytes, parts.bodyBytes),
      async handler(request, reply) {
        const requestId = requestIdOf(request.headers['x-request-id'], newRequestId);
        const query = request.url.indexOf('?');
        const end = query < 0 ? request.url.length : query;
        reply.header('x-request-id', requestId);
        try {
          const service = services().get(name);
          if (!service) throw new Error(`the routes name ${name}, which is no service`);
          const answer = await service.route({
            method: request.method,
            path: request.url.slice(prefix.length, end),
            search: request.url.slice(end),
            headers: flat(request.headers),
            body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
            requestId,
            signal: leftBefore(reply.raw),
          });
          return reply.code(answer.status).headers(endToEnd(answer.headers)).send(answer.body);
        } catch (error) {
          const [told = error] = presentable([error], requestId, log);
          const code = told instanceof GraphQLError ? String(codeOf(told)) : 'INTERNAL';
          return sendErrors(reply, STATUS[code] ?? 400, told instanceof GraphQLError ? [told] : []);
        }
      },
    });
  }
}
