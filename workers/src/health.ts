import type { Registry } from '@learnova/platform/metrics';
import { plainServer } from '@learnova/platform/plain-server';
import type { FastifyInstance } from 'fastify';
import type { Workers } from './workers.ts';

/** `/health/`, `/health/ready` and `/metrics`: the workers have no other door. */
export function healthServer(workers: Workers, metrics: Registry): FastifyInstance {
  const app = plainServer();
  app.get('/health/', async () => ({ status: 'up', service: 'workers' }));
  app.get('/health/ready', async (_request, reply) => {
    const faults = await workers.faults();
    const status = faults.length === 0 ? 'ready' : 'not ready';
    return reply.code(faults.length === 0 ? 200 : 503).send({ status, service: 'workers', faults });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
  return app;
}
