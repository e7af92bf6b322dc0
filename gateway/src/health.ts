import type { LiveLog } from '@learnova/platform/live/log';
import type { Logger } from '@learnova/platform/log';
import type { Registry } from '@learnova/platform/metrics';
import type { FastifyInstance } from 'fastify';
import { abandonable, withDeadline } from './deadline.ts';
import type { Service } from './service.ts';

export interface Readiness {
  readonly status: 'ready' | 'not ready' | 'draining';
  /** By name: each service, and the live log where there is one. */
  readonly parts: Readonly<Record<string, { readonly up: boolean; readonly ms: number }>>;
}

interface Parts {
  readonly services: ReadonlyMap<string, Service>;
  readonly liveLog: LiveLog | undefined;
  readonly log: Logger;
  readonly newRequestId: () => string;
}

/** Milliseconds within which a part must answer to count as up. */
const PATIENCE_MS = 2_000;

/** Whether everything a request may need answers. Asked by many at once, it looks once. */
export class Health {
  readonly #parts: Parts;
  #looking: Promise<Readiness> | undefined;
  #isDraining = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  drain(): void {
    this.#isDraining = true;
  }

  async ready(): Promise<Readiness> {
    if (this.#isDraining) return { status: 'draining', parts: {} };
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #look(): Promise<Readiness> {
    const { services, liveLog, newRequestId } = this.#parts;
    const signal = new AbortController().signal;
    const call = { requestId: newRequestId(), signal };
    const checks: [string, () => Promise<unknown>][] = [...services].map(([name, service]) => [
      name,
      () => service.graphql({ query: '{ __typename }' }, call, PATIENCE_MS),
    ]);
    const position = (deadline: AbortSignal) =>
      abandonable(deadline, liveLog?.position() ?? Promise.resolve(0));
    if (liveLog) checks.push(['live log', () => withDeadline(signal, PATIENCE_MS, position)]);
    const found = await Promise.all(
      checks.map(async ([name, check]) => [name, await this.#timed(name, check)] as const),
    );
    const isReady = found.every(([, { up }]) => up);
    return { status: isReady ? 'ready' : 'not ready', parts: Object.fromEntries(found) };
  }

  async #timed(name: string, check: () => Promise<unknown>): Promise<{ up: boolean; ms: number }> {
    const start = performance.now();
    let up = true;
    try {
      await check();
    } catch (error) {
      up = false;
      this.#parts.log.warn({ err: error, part: name }, 'a part is not ready');
    }
    return { up, ms: Math.round(performance.now() - start) };
  }
}

/** `/health` says that the process lives, `/health/ready` whether it can serve and what is missing, `/metrics` figures. */
export function serveHealth(app: FastifyInstance, health: Health, metrics: Registry): void {
  const alive = async () => ({ status: 'up' });
  app.get('/health', alive);
  app.get('/health/', alive);
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await health.ready();
    return reply.code(readiness.status === 'ready' ? 200 : 503).send(readiness);
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}
