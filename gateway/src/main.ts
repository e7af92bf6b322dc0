import { readFile } from 'node:fs/promises';
import { ConfigurationError, readConfig, urlList } from '@learnova/platform/config';
import { drainOnSignal } from '@learnova/platform/drain';
import { growSparingly } from '@learnova/platform/heap';
import { RedisLog } from '@learnova/platform/live/redis-log';
import { createLog } from '@learnova/platform/log';
import { createMetrics } from '@learnova/platform/metrics';
import { MemoryRates } from '@learnova/platform/rates/memory-rates';
import { RedisRates } from '@learnova/platform/rates/redis-rates';
import { z } from 'zod';
import {
  type GatewayConfig,
  gatewayModel,
  limitsOf,
  rateRulesOf,
  timeoutsOf,
  upstreamOf,
} from './gateway.config.ts';
import { createGateway } from './gateway.ts';
import { httpEndpoint } from './http.endpoint.ts';
import { keysAt } from './identity.ts';
import type { Look, TokenRules } from './options.ts';
import { manifestIn } from './persisted.ts';
import { SupergraphFile } from './supergraph-file.ts';

const routeTable = z.array(
  z.object({
    service: z.string(),
    method: z.string(),
    path: z.string(),
    bodyBytes: z.number().int().positive().optional(),
  }),
);

/**
 * The addresses of a subgraph: those in `SUBGRAPH_URL_<NAME>`, separated by commas, where it is set, else where the supergraph says;
 * the path is the supergraph's.
 */
function addressesOf(name: string, url: string): string[] {
  const variable = `SUBGRAPH_URL_${name.toUpperCase().replace(/\W/g, '_')}`;
  const { [variable]: given = [] } = readConfig(z.object({ [variable]: urlList }));
  const addresses = given.map((address) => (url ? new URL(new URL(url).pathname, address).href : address));
  if (addresses.length > 0) return addresses;
  if (!url) throw new ConfigurationError([`${variable}: needed, as the supergraph names no URL of ${name}`]);
  return [url];
}

function tokenRules({
  JWKS_URL,
  JWKS_MAX_AGE_MS,
  TOKEN_ISSUER,
  TOKEN_AUDIENCE,
}: GatewayConfig): TokenRules | undefined {
  if (JWKS_URL.length === 0) return undefined;
  if (!TOKEN_ISSUER || !TOKEN_AUDIENCE) {
    throw new ConfigurationError(['JWKS_URL: needs TOKEN_ISSUER and TOKEN_AUDIENCE beside it']);
  }
  return { keys: keysAt(JWKS_URL, JWKS_MAX_AGE_MS), issuer: TOKEN_ISSUER, audience: TOKEN_AUDIENCE };
}

function readinessAt(url: string): Look {
  return async (signal) => {
    const answer = await fetch(new URL('/health/ready', url), { signal });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`not ready: status ${answer.status}`);
  };
}

async function trustedAt(path: string): Promise<ReadonlyMap<string, string> | undefined> {
  if (!path) return undefined;
  try {
    return manifestIn(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ConfigurationError([`TRUSTED_DOCUMENTS: ${path}: ${(error as Error).message}`]);
  }
}

async function main(): Promise<void> {
  growSparingly();
  const config = readConfig(gatewayModel);
  const tokens = tokenRules(config);
  const log = createLog('gateway', config.LOG_LEVEL);
  const { REDIS_URL: redisUrl, NAMESPACE: namespace } = config;
  const liveLog = redisUrl ? new RedisLog({ redisUrl, namespace, log }) : undefined;
  const rates = redisUrl ? new RedisRates({ redisUrl, namespace, log }) : new MemoryRates();
  const rules = rateRulesOf(config);
  const gateway = await createGateway({
    supergraphSdl: await readFile(config.SUPERGRAPH, 'utf8'),
    endpoints: (name, url) => addressesOf(name, url).map((address) => httpEndpoint(address)),
    routes: config.ROUTES ? routeTable.parse(JSON.parse(await readFile(config.ROUTES, 'utf8'))) : [],
    beside: config.WORKERS_URL ? { workers: readinessAt(config.WORKERS_URL) } : {},
    limits: limitsOf(config),
    timeouts: timeoutsOf(config),
    upstream: upstreamOf(config),
    documents: { trusted: await trustedAt(config.TRUSTED_DOCUMENTS), onlyTrusted: config.TRUSTED_ONLY },
    introspection: config.INTROSPECTION,
    rate: rules && { rates, rules },
    trustedProxies: config.TRUSTED_PROXIES,
    executor: config.EXECUTOR,
    shareQueries: config.SHARE_QUERIES,
    allowedOrigins: config.ALLOWED_ORIGINS,
    metrics: createMetrics(),
    metricsToken: config.METRICS_TOKEN,
    liveLog,
    tokens,
    log,
  });
  const url = await gateway.listen(config.PORT, config.HOST);
  log.info({ url }, 'the gateway listens');
  const { SUPERGRAPH: path, RELOAD_MS: everyMs } = config;
  const changed = (text: string) => gateway.replace(text);
  const file = everyMs > 0 ? new SupergraphFile({ path, everyMs, log, changed }) : undefined;
  drainOnSignal(async () => {
    const closed = file?.close(); // what it is about ends with the gateway
    await gateway.close();
    await closed;
    await Promise.all([liveLog?.close(), rates.close()]);
  }, log);
}

main().catch((error: unknown) => {
  const text =
    error instanceof ConfigurationError
      ? error.message
      : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`The gateway cannot start. ${text}\n`);
  process.exit(1);
});
