import { readFile } from 'node:fs/promises';
import { createGateway, type Gateway } from '@learnova/gateway';
import { type GatewayConfig, gatewayModel, rateRulesOf } from '@learnova/gateway/gateway.config';
import { keysFrom } from '@learnova/gateway/identity';
import { inProcessEndpoint } from '@learnova/gateway/in-process.endpoint';
import { TokenReader } from '@learnova/platform/actor';
import { InProcessAsks } from '@learnova/platform/ask/asks';
import { type Environment, readConfig } from '@learnova/platform/config';
import { install } from '@learnova/platform/install';
import type { Logger } from '@learnova/platform/log';
import { createMetrics, type Registry } from '@learnova/platform/metrics';
import { installation, Profile } from '@learnova/platform/profile';
import { notFound } from '@learnova/platform/refusal';
import { Running } from '@learnova/platform/running';
import { audience, issuer } from '@learnova/schema/claims';
import type { ServiceName } from '@learnova/schema/services';
import { startWorkers, type Workers } from '@learnova/workers';
import { subgraphs } from '@learnova/workers/subgraphs';
import type { JWTVerifyGetKey } from 'jose';

export interface System {
  /** Where the gateway listens. */
  readonly url: string;
  readonly profile: Profile;
  readonly running: readonly Running[];
  readonly gateway: Pick<Gateway, 'replace'>;
  stop(): Promise<void>;
}

export interface SystemOptions {
  readonly port: number;
  readonly host?: string;
  /** The whole configuration, as it would stand in the environment of the processes. */
  readonly environment: Environment;
  /** Runs before anybody is let in. */
  readonly prepare?: (running: readonly Running[]) => Promise<unknown>;
  /** Told of every statement of a service, for those who count them. */
  readonly onStatement?: (service: ServiceName, sql: string) => void;
  readonly log: Logger;
}

/** What the gateway reads in this profile as well; the rest is known here. */
const ownOfGateway = {
  METRICS_TOKEN: true,
  RATE_COST: true,
  RATE_WINDOW_MS: true,
  TRUSTED_PROXIES: true,
  MAX_SOCKETS: true,
  MAX_SOCKETS_PER_PERSON: true,
  MAX_SUBSCRIPTIONS: true,
} as const;

const supergraph = new URL('../../schema/supergraph.graphql', import.meta.url);
const routes = new URL('../../schema/routes.json', import.meta.url);

/**
 * The whole system in this process: gateway, subgraphs and workers, calling each other without a network. Queue and live log
 * are where the profile has them. Migrates the database first.
 */
export async function startSystem({
  port,
  host,
  environment,
  prepare,
  onStatement,
  log,
}: SystemOptions): Promise<System> {
  const settings = readConfig(installation, environment);
  await install(settings.DATABASE_URL, subgraphs);
  const profile = new Profile(settings, log);
  const asks = new InProcessAsks();
  // The keys are read when the first token comes: by then users runs.
  const keyOf = keysFrom(() => jwksOf(running), settings.JWKS_MAX_AGE_MS);
  const running: readonly Running[] = await Promise.all(
    subgraphs.map(async (subgraph) => {
      const service = await Running.start(subgraph, {
        databaseUrl: settings.DATABASE_URL,
        readmitAfterMs: settings.READMIT_AFTER_MS,
        liveLog: profile.liveLog,
        tokens: new TokenReader(keyOf),
        environment,
        asks,
        log,
        ...(onStatement && { onStatement: (sql: string) => onStatement(subgraph.name, sql) }),
      });
      asks.register(subgraph.name, service);
      return service;
    }),
  );
  await prepare?.(running);
  // One process, one registry: the gateway's door tells the workers' figures too.
  const metrics = createMetrics();
  const workers = await startWorkers({ running, profile, environment, log, metrics });
  const config = readConfig(gatewayModel.pick(ownOfGateway), environment);
  const gateway = await startGateway({ profile, running, workers, keyOf, metrics, config, log });
  const url = await gateway.listen(port, host);
  return {
    url,
    profile,
    running,
    gateway,
    stop: async () => {
      await gateway.close();
      await workers.stop();
      await Promise.all(running.map((service) => service.close()));
      await profile.close();
    },
  };
}

interface Parts {
  readonly profile: Profile;
  readonly running: readonly Running[];
  readonly workers: Workers;
  readonly keyOf: JWTVerifyGetKey;
  readonly metrics: Registry;
  readonly config: Pick<GatewayConfig, keyof typeof ownOfGateway>;
  readonly log: Logger;
}

async function startGateway({
  profile,
  running,
  workers,
  keyOf,
  config,
  ...shared
}: Parts): Promise<Gateway> {
  const rules = rateRulesOf(config);
  return createGateway({
    supergraphSdl: await readFile(supergraph, 'utf8'),
    routes: JSON.parse(await readFile(routes, 'utf8')),
    endpoints: (name) => inProcessEndpoint(endpointOf(serviceOf(running, name))),
    tokens: { keys: keyOf, issuer, audience: audience.graph },
    timeouts: { readmit: profile.settings.READMIT_AFTER_MS },
    limits: {
      sockets: config.MAX_SOCKETS,
      socketsPerPerson: config.MAX_SOCKETS_PER_PERSON,
      subscriptionsPerSocket: config.MAX_SUBSCRIPTIONS,
    },
    liveLog: profile.liveLog,
    beside: { workers: () => work(workers) },
    rate: rules && { rates: profile.rates, rules },
    trustedProxies: config.TRUSTED_PROXIES,
    metricsToken: config.METRICS_TOKEN,
    ...shared,
  });
}

async function work(workers: Workers): Promise<void> {
  const faults = await workers.faults();
  if (faults.length > 0) throw new Error(faults.join('; '));
}

function endpointOf(service: Running): Parameters<typeof inProcessEndpoint>[0] {
  return {
    graphql: async (body, call) => (await service.operations.run(body, call)) as never,
    ready: () => service.ready(),
    route: ({ method, path, search, headers, body, requestId }) => {
      const query = Object.fromEntries(new URLSearchParams(search));
      return service.route('public', method, path, { params: {}, query, headers, body }, requestId);
    },
  };
}

function serviceOf(running: readonly Running[], name: string): Running {
  const found = running.find((service) => service.name === name);
  if (!found) throw new Error(`the supergraph names ${name}, which no manifest does`);
  return found;
}

/** The keys as anybody would fetch them, without the way over the network. */
async function jwksOf(running: readonly Running[]): Promise<string> {
  const call = { params: {}, query: {}, headers: {}, body: new Uint8Array() };
  const { status, body } = await serviceOf(running, 'users').route('public', 'GET', 'jwks', call, 'keys');
  if (status !== 200) throw notFound('key');
  return String(body);
}
