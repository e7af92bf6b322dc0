import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { counter, type Registry } from '@learnova/platform/metrics';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { proxiesAt } from './address.ts';
import { weightsIn } from './cost/weights.ts';
import { Documents } from './documents.ts';
import { refused } from './errors.ts';
import { EventStreams } from './event-stream.ts';
import { Generations } from './generations.ts';
import { Health, type Readiness, serveHealth, serveMetrics } from './health.ts';
import { sendErrors, serveGraphQL } from './http.ts';
import { TokenVerifier } from './identity.ts';
import { InFlight } from './in-flight.ts';
import { Subscriptions } from './live/subscriptions.ts';
import {
  defaultLimits,
  defaultTimeouts,
  type GatewayOptions,
  type Limits,
  type Timeouts,
} from './options.ts';
import { guardOrigins } from './origin.ts';
import { PersistedDocuments } from './persisted.ts';
import { servePlayground } from './playground.ts';
import { RateLimit } from './rate-limit.ts';
import { checkRoutes, forwardRoutes } from './routes.ts';
import { Runner } from './runner.ts';
import { Seats } from './seats.ts';
import { Service } from './service.ts';
import { ServicePool } from './service-pool.ts';
import { shutDoor } from './shut-door.ts';
import { Sockets } from './sockets.ts';
import { loadSupergraph } from './supergraph.ts';
import { toldIn } from './told.ts';
import { Usage } from './usage.ts';

export interface Gateway {
  /** Resolves to the URL at which it then listens. Port 0 takes any free one. */
  listen(port: number, host?: string): Promise<string>;
  /** Where it listens. Throws before `listen`. */
  readonly url: string;
  ready(): Promise<Readiness>;
  /**
   * Serves another supergraph, and tells whether it does. One that cannot be loaded, or brings a service that is not ready, changes
   * nothing. Whoever began before finishes on the one before.
   */
  replace(supergraphSdl: string): Promise<boolean>;
  /**
   * Drains: readiness goes false, requests are taken for `timeouts.linger` still and each answer closes its connection, then no
   * more are, those under way finish, sockets close over `timeouts.drain`, connections to services end.
   * What was handed in (live log, keys) stays open.
   */
  close(): Promise<void>;
}

const PATH = '/graphql';

/** A gateway for any Federation 2 supergraph. Rejects when the supergraph cannot be loaded or the routes fit no service. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, metrics, liveLog } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const newRequestId = () => randomUUID();
  const inFlight = options.shareQueries ? new InFlight(metrics) : undefined;
  const pool = new ServicePool((name, url) => {
    const given = [options.endpoints(name, url)].flat();
    const endpoints = inFlight ? given.map((endpoint) => inFlight.over(name, url, endpoint)) : given;
    return new Service(name, endpoints, {
      ...{ log, metrics, deadlineMs: timeouts.fetch, upstream: options.upstream },
    });
  });
  const shared = { limits, timeouts, log, metrics, newRequestId };
  const routes = options.routes ?? [];
  const persisted = new PersistedDocuments({ ...options.documents, metrics });
  const usage = new Usage();
  const generations = await Generations.begin(options.supergraphSdl, {
    ...shared,
    ...{ pool, usage },
    load: (sdl, serviceAt, isChecked) =>
      loadSupergraph(sdl, serviceAt, { log, metrics, executor: options.executor, isChecked }),
    check: (services) => checkRoutes(routes, services),
    documentsOf: ({ schema, sdl }) => {
      const { introspection } = options;
      return new Documents(schema, limits, { weights: weightsIn(sdl), persisted, introspection });
    },
  });
  const current = () => generations.current;
  const services = () => current().supergraph.services;

  const tokens = new TokenVerifier(options.tokens, log);
  const subscriptions = liveLog && new Subscriptions({ ...shared, liveLog, current });
  if (subscriptions) generations.follow(() => subscriptions.follow());
  const runner = new Runner({
    ...{ current, usage, tokens, subscriptions, log, metrics, deadlineMs: timeouts.operation },
    rateLimit: options.rate && new RateLimit({ ...options.rate, metrics }),
  });
  const seats = new Seats(limits);
  const proxies = proxiesAt(options.trustedProxies ?? []);
  const allowedOrigins = options.allowedOrigins ?? [];
  const sockets = new Sockets({
    ...{ ...shared, path: PATH, runner, tokens, seats, allowedOrigins, proxies },
  });
  const streams = new EventStreams({ runner, seats, timeouts, log, metrics });
  const health = new Health({ services, liveLog, beside: options.beside ?? {}, log, newRequestId });

  const app = plainServer({ limits, timeouts, health, metrics });
  guardOrigins(app, PATH, allowedOrigins, runner.told);
  serveGraphQL(app, PATH, runner, { log, metrics, newRequestId, proxies, streams });
  forwardRoutes(app, routes, { services, log, bodyBytes: limits.bodyBytes, newRequestId });
  serveHealth(app, health);
  serveMetrics(app, metrics, options.metricsToken);
  if (options.introspection ?? true) servePlayground(app);
  sockets.attach(app.server);
  await app.ready();

  let closing: Promise<void> | undefined;
  async function shutDown(): Promise<void> {
    health.drain();
    await sleep(timeouts.linger);
    await shutDoor(app.server);
    await Promise.all([app.close(), sockets.drain(), streams.drain()]);
    subscriptions?.close();
    await generations.close();
  }

  return {
    async listen(port, host = '127.0.0.1') {
      await app.listen({ port, host });
      return urlOf(app);
    },
    get url() {
      return urlOf(app);
    },
    ready: () => health.ready(),
    replace: (supergraphSdl) => generations.replace(supergraphSdl),
    close() {
      closing ??= shutDown();
      return closing;
    },
  };
}

interface ServerParts {
  readonly limits: Limits;
  readonly timeouts: Timeouts;
  readonly health: Health;
  readonly metrics: Registry;
}

/** Bodies are bytes: who reads them decides what they are. */
function plainServer({ limits, timeouts, health, metrics }: ServerParts): FastifyInstance {
  const { request: requestTimeout } = timeouts;
  const told = toldIn(metrics);
  const unreadable = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const { statusCode: status = 500 } = error;
    const fault =
      status === 413
        ? refused(
            'PAYLOAD_TOO_LARGE',
            `The request is too large: ${request.routeOptions.bodyLimit} bytes are allowed.`,
          )
        : refused(status < 500 ? 'BAD_REQUEST' : 'INTERNAL', 'This request cannot be read.');
    void sendErrors(reply, status, told([fault]));
  };
  const app = Fastify({
    bodyLimit: limits.bodyBytes,
    keepAliveTimeout: 65_000,
    requestTimeout,
    // Whoever sends a byte now and then holds a connection no longer than anybody else.
    http: {
      headersTimeout: Math.ceil(requestTimeout / 3),
      connectionsCheckingInterval: Math.ceil(requestTimeout / 6),
    },
    forceCloseConnections: 'idle',
    // Whoever came in before the door was shut is served.
    return503OnClosing: false,
    frameworkErrors: unreadable,
    logger: false,
  });
  // A connection that was busy when the end began would else be kept alive, and with it the process.
  app.addHook('onSend', async (_request, reply) => {
    if (health.isDraining) reply.header('connection', 'close');
  });
  const failed = counter(
    metrics,
    'gateway_connections_failed_total',
    'Connections cut because no request could be read in time, or none that is HTTP',
    ['code'],
  );
  app.server.on('clientError', ({ code = 'none' }: NodeJS.ErrnoException) => failed.inc({ code }));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(unreadable);
  app.setNotFoundHandler((_request, reply) =>
    sendErrors(reply, 404, [refused('NOT_FOUND', 'There is no such page.')]),
  );
  return app;
}

function urlOf(app: FastifyInstance): string {
  const address = app.server.address() as AddressInfo | null;
  if (!address) throw new Error('the gateway does not listen yet');
  const host = address.address.includes(':') ? `[${address.address}]` : address.address;
  const isEverywhere = address.address === '0.0.0.0' || address.address === '::';
  return `http://${isEverywhere ? 'localhost' : host}:${address.port}`;
}
