import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';

/** A server whose own refusals (no such page, a path or a body that cannot be read) have a code like all others. */
export function plainServer(options: FastifyServerOptions = {}): FastifyInstance {
  const app = Fastify({ ...options, logger: false, frameworkErrors: refuse });
  app.setErrorHandler(refuse);
  app.setNotFoundHandler((_request, reply) => answer(reply, 404, 'NOT_FOUND', 'There is no such page.'));
  return app;
}

function refuse(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode = 500 } = error;
  if (statusCode >= 500) throw error;
  if (statusCode === 413) answer(reply, 413, 'PAYLOAD_TOO_LARGE', 'The request is too large.');
  else answer(reply, statusCode, 'BAD_REQUEST', 'This request cannot be read.');
}

function answer(reply: FastifyReply, status: number, code: string, message: string): void {
  void reply.code(status).send({ error: { code, message } });
}
