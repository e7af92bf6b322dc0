import { createHash, timingSafeEqual } from 'node:crypto';
import type { LiveLog } from '@learnova/platform/live/log';
import type { Logger } from '@learnova/platform/log';
import type { Registry } from '@learnova/platform/metrics';
import type { FastifyInstance } from 'fastify';
import { abandonable, withDeadline } from './deadline.ts';
import type { Look } from './options.ts';
import type { Service } from './service.ts';

export interface Readiness {
  readonly status: 'ready' | 'not ready' | 'draining';
  /** By name: each service, the live log where there is one, and what works beside the gateway. */
  readonly parts: Readonly<Record<string, { readonly up: boolean; readonly ms: number }>>;
}

interface Parts {
  readonly services: () => ReadonlyMap<string, Service>;
  readonly liveLog: LiveLog | undefined;
  /** Told of, and not needed to serve. */
  readonly beside: Readonly<Record<string, Look>>;
  readonly log: Logger;
  readonly newRequestId: () => string;
}

type Found = readonly [name: string, { readonly up: boolean; readonly ms: number }];

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
    const { services, liveLog, beside, newRequestId } = this.#parts;
    const call = { requestId: newRequestId(), signal: new AbortController().signal };
    const needed = [...services()].map(([name, service]) =>
      this.#timed(name, () => service.ready(call, PATIENCE_MS)),
    );
    if (liveLog) needed.push(this.#patient('live log', () => liveLog.position()));
    const others = Object.entries(beside).map(([name, look]) => this.#patient(name, look));
    const found = await Promise.all(needed);
    const isReady = found.every(([, { up }]) => up);
    const parts = Object.fromEntries([...found, ...(await Promise.all(others))]);
    return { status: isReady ? 'ready' : 'not ready', parts };
  }

  #patient(name: string, look: Look): Promise<Found> {
    const never = new AbortController().signal;
    return this.#timed(name, () =>
      withDeadline(never, PATIENCE_MS, (signal) => abandonable(signal, look(signal))),
    );
  }

  async #timed(name: string, check: () => Promise<unknown>): Promise<Found> {
    const start = performance.now();
    let up = true;
    try {
      await check();
    } catch (error) {
      up = false;
      this.#parts.log.warn({ err: error, part: name }, 'a part is not ready');
    }
    return [name, { up, ms: Math.round(performance.now() - start) }];
  }
}

/** `/health` says that the process lives, `/health/ready` whether it can serve and what is missing. */
export function serveHealth(app: FastifyInstance, health: Health): void {
  const alive = async () => ({ status: 'up' });
  app.get('/health', alive);
  app.get('/health/', alive);
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await health.ready();
    return reply.code(readiness.status === 'ready' ? 200 : 503).send(readiness);
  });
}

/**
 * `/metrics` tells figures to whoever has the token; without one, to this machine alone. A request that came over a proxy is
 * not from here. For anybody else there is no such page.
 */
export function serveMetrics(app: FastifyInstance, metrics: Registry, token: string | undefined): void {
  app.get('/metrics', async (request, reply) => {
    const { authorization, forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
    const isHere = LOOPBACK.test(request.ip) && !forwarded && !forwardedFor;
    const mayRead = token ? isSame(authorization ?? '', `Bearer ${token}`) : isHere;
    if (!mayRead) return reply.callNotFound();
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/** Takes as long whatever is given. */
function isSame(given: string, wanted: string): boolean {
  const [one, other] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
