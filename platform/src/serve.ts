import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { leftBefore } from './left.ts';
import { type Registry, seconds } from './metrics.ts';
import { graphqlBody } from './operations.ts';
import { plainServer } from './plain-server.ts';
import { Refusal } from './refusal.ts';
import type { Running } from './running.ts';

const askBody = z.object({
  input: z.unknown(),
  act: z
    .object({
      kind: z.literal('person'),
      personId: z.uuid(),
      sessionId: z.uuid(),
      onBehalfOf: z.uuid().optional(),
    })
    .optional(),
});

/**
 * The HTTP form of a subgraph: `/graphql` for the gateway, `/asks/<name>` for services, `/routes/<path>` for
 * its public plain doors (`/internal/<path>` for those between services),
 * `/health/` (and the predecessor's path), `/health/ready` and `/metrics`. Idle connections outlive the client's, so none
 * is closed under a request.
 */
export function httpServer(running: Running, metrics: Registry): FastifyInstance {
  const app = plainServer({
    bodyLimit: 1_048_576,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
  });
  const duration = seconds(metrics, 'learnova_subgraph_request_seconds', 'Time to answer, by door', ['door']);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post('/graphql', (request, reply) =>
    answering(running, request, reply, async () => {
      const body = graphqlBody.parse(parseJson(request.body));
      const end = duration.startTimer({ door: 'graphql' });
      const { authorization } = request.headers;
      const call = { authorization, requestId: requestId(request), signal: leftBefore(reply.raw) };
      const result = await running.operations.run(body, call);
      end();
      return result;
    }),
  );

  app.post('/asks/:name', (request, reply) =>
    answering(running, request, reply, async () => {
      const caller = await running.serviceOf(request.headers.authorization);
      const { input, act } = askBody.parse(parseJson(request.body));
      const { name } = request.params as { name: string };
      const end = duration.startTimer({ door: 'ask' });
      const output = await running.answer(name, input, {
        service: caller.service,
        requestId: requestId(request),
        ...(act && { act }),
      });
      end();
      return { output };
    }),
  );

  for (const reach of ['public', 'internal'] as const) {
    app.route({
      method: ['GET', 'POST'],
      url: `/${reach === 'public' ? 'routes' : 'internal'}/*`,
      handler: (request, reply) =>
        answering(running, request, reply, async () => {
          const path = (request.params as { '*': string })['*'];
          const answer = await running.route(
            reach,
            request.method,
            path,
            routeCall(request),
            requestId(request),
          );
          return reply.code(answer.status).headers(answer.headers).send(answer.body);
        }),
    });
  }

  const live = async () => ({ status: 'up', service: running.name });
  app.get('/health/', live);
  app.get(`/api/v1/${running.name}/health/`, live);
  app.get('/health/ready', (request, reply) =>
    answering(running, request, reply, async () => {
      await running.ready();
      return { status: 'ready', service: running.name };
    }),
  );
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
  return app;
}

/** Answers a refusal with its code, bad JSON or input with 400, and anything else with 500 and its cause in the log. */
async function answering(
  running: Running,
  request: FastifyRequest,
  reply: FastifyReply,
  run: () => Promise<unknown>,
) {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) {
      return reply.code(statusOf(error.code)).send({ error: { code: error.code, message: error.message } });
    }
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return reply
        .code(400)
        .send({ error: { code: 'BAD_USER_INPUT', message: 'The body does not fit this door.' } });
    }
    running.log.error({ err: error, requestId: requestId(request) }, 'a door failed');
    return reply.code(500).send({ error: { code: 'INTERNAL', message: requestId(request) } });
  }
}

function statusOf(code: string): number {
  const statuses: Record<string, number> = {
    UNAUTHENTICATED: 401,
    FORBIDDEN: 403,
    NOT_FOUND: 404,
    UNAVAILABLE: 503,
  };
  return statuses[code] ?? 400;
}

function requestId(request: FastifyRequest): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

function parseJson(body: unknown): unknown {
  return body instanceof Uint8Array ? JSON.parse(Buffer.from(body).toString('utf8')) : undefined;
}

function routeCall(request: FastifyRequest) {
  const query = Object.entries(request.query as Record<string, unknown>).map(([name, value]) => [
    name,
    String(value),
  ]);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  return { params: {}, query: Object.fromEntries(query), headers: Object.fromEntries(headers), body };
}
