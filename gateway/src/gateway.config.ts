import { urlList, wholeNumber } from '@learnova/platform/config';
import { keySetVariable } from '@learnova/platform/key-set';
import type { RateRules } from '@learnova/platform/rates/rates';
import { z } from 'zod';
import {
  defaultLimits,
  defaultRate,
  defaultTimeouts,
  defaultUpstream,
  type Limits,
  type Timeouts,
  type UpstreamRules,
} from './options.ts';

function onOff(fallback: 'on' | 'off', description: string) {
  return z
    .enum(['on', 'off'])
    .default(fallback)
    .transform((word) => word === 'on')
    .describe(description);
}

/** Words in one variable. */
function list() {
  return z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean));
}

/** What a process of the gateway reads from its environment; addresses of subgraphs are read beside it. */
export const gatewayModel = z.object({
  SUPERGRAPH: z.string().describe('Path of the composed Federation 2 supergraph to serve'),
  RELOAD_MS: wholeNumber(
    2_000,
    'Milliseconds between two looks whether SUPERGRAPH was changed, to serve it from then on; 0 for never',
  ),
  ROUTES: z
    .string()
    .optional()
    .describe(
      'Path of a JSON list of {service, method, path, bodyBytes}: plain HTTP doors to forward at /-/<service>/<path>',
    ),
  HOST: z.string().default('0.0.0.0').describe('Address to listen at'),
  PORT: wholeNumber(8080, 'Port to listen at'),
  REDIS_URL: z.url().optional().describe('Redis with the live log; without it subscriptions are refused'),
  NAMESPACE: z.string().default('learnova').describe('What every Redis key begins with'),
  JWKS_URL: urlList.describe(
    'Public keys of tokens, at one address or several separated by commas; without it tokens are forwarded unread',
  ),
  JWKS_MAX_AGE_MS: keySetVariable,
  TOKEN_ISSUER: z.string().default('').describe('Issuer that tokens must name; needed with JWKS_URL'),
  TOKEN_AUDIENCE: z.string().default('').describe('Audience that tokens must name; needed with JWKS_URL'),
  WORKERS_URL: z.url().optional().describe('Where the workers tell their health; shown in /health/ready'),
  TRUSTED_DOCUMENTS: z
    .string()
    .default('')
    .describe(
      'Path of a manifest of documents that clients ask for by id: Apollo\'s, or {"<id>": "<document>"}',
    ),
  TRUSTED_ONLY: onOff('off', 'Whether documents that are not in TRUSTED_DOCUMENTS are refused'),
  INTROSPECTION: onOff(
    'on',
    'Whether anybody may ask what the schema is, is told what may have been meant, and finds GraphiQL',
  ),
  RATE_COST: wholeNumber(
    defaultRate.capacity,
    'Cost that a person, or an address where nobody signed in, may cause in RATE_WINDOW_MS; 0 for any',
  ),
  RATE_WINDOW_MS: wholeNumber(
    defaultRate.windowMs,
    'Milliseconds after which all of RATE_COST is there again',
  ),
  TRUSTED_PROXIES: list().describe(
    'Proxies whose X-Forwarded-For is believed: addresses, ranges, `loopback`, `private`, separated by commas',
  ),
  METRICS_TOKEN: z
    .string()
    .optional()
    .describe('Bearer token that opens /metrics; without one it is open to the same machine alone'),
  ALLOWED_ORIGINS: list().describe(
    'Origins of further sites whose pages may ask and open a WebSocket, separated by commas',
  ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged'),
  EXECUTOR: z
    .enum(['compiled', 'apollo'])
    .default('compiled')
    .describe('What runs plans: the executor of this gateway, or the slower one of @apollo/gateway'),
  SHARE_QUERIES: z
    .stringbool()
    .default(false)
    .describe(
      'Equal queries to a service, under one token and under way at a time, become one; with several gateways, one may be answered with what stood before a mutation through another',
    ),
  MAX_DEPTH: wholeNumber(defaultLimits.depth, 'Levels of nested fields in an operation'),
  MAX_ALIASES: wholeNumber(defaultLimits.aliases, 'Aliases in an operation'),
  MAX_DIRECTIVES: wholeNumber(
    defaultLimits.directives,
    'Directives in an operation, those of fragments counted at each use',
  ),
  MAX_ROOT_FIELDS: wholeNumber(defaultLimits.rootFields, 'Root fields in an operation'),
  MAX_FIELDS: wholeNumber(
    defaultLimits.fields,
    'Fields in an operation, those of fragments counted at each use',
  ),
  MAX_REPEATS: wholeNumber(
    defaultLimits.repeats,
    'Pairs of fields of one name in one place, each of which validation compares',
  ),
  MAX_NODES: wholeNumber(
    defaultLimits.nodes,
    'Entries of lists that an answer may hold, by the sizes of nested pages',
  ),
  MAX_COST: wholeNumber(
    defaultLimits.cost,
    'Cost that an answer may have by @cost and @listSize; where there are none, each object in it costs 1',
  ),
  ASSUMED_LIST: wholeNumber(
    defaultLimits.assumedList,
    'Entries that a list without `first` or `last` counts for MAX_NODES and MAX_COST',
  ),
  MAX_TOKENS: wholeNumber(defaultLimits.tokens, 'Lexical tokens in a document'),
  MAX_BODY_BYTES: wholeNumber(
    defaultLimits.bodyBytes,
    'Bytes of a request or a WebSocket message; doors in ROUTES may take more',
  ),
  MAX_SUBSCRIPTIONS: wholeNumber(
    defaultLimits.subscriptionsPerSocket,
    'Operations that a socket holds at a time',
  ),
  MAX_SOCKETS: wholeNumber(defaultLimits.sockets, 'WebSockets that the process holds at a time'),
  MAX_SOCKETS_PER_PERSON: wholeNumber(
    defaultLimits.socketsPerPerson,
    'WebSockets that one person holds here; an address where nobody signed in holds ten times as many',
  ),
  FETCH_TIMEOUT_MS: wholeNumber(defaultTimeouts.fetch, 'Milliseconds for one request to a service'),
  OPERATION_TIMEOUT_MS: wholeNumber(defaultTimeouts.operation, 'Milliseconds for a query or mutation'),
  MAX_FETCHES: wholeNumber(defaultUpstream.concurrent, 'Requests to a service that are under way at a time'),
  MAX_WAITING_FETCHES: wholeNumber(
    defaultUpstream.waiting,
    'Requests that wait until a service has room; beyond, they are refused at once',
  ),
  BREAKER_FAILURES: wholeNumber(
    defaultUpstream.breakerFailures,
    'Requests without an answer in ten seconds, at least half of all, after which an address is spared; 0 for never',
  ),
  BREAKER_OPEN_MS: wholeNumber(
    defaultUpstream.breakerOpenMs,
    'Milliseconds for which an address is spared before one request tries it again',
  ),
  READMIT_AFTER_MS: wholeNumber(
    defaultTimeouts.readmit,
    'Milliseconds after which a subscriber is admitted again',
  ),
  LINGER_MS: wholeNumber(
    defaultTimeouts.linger,
    'Milliseconds for which a gateway that is told to end takes requests still, and is not ready: longer than a proxy keeps an idle connection',
  ),
  DRAIN_MS: wholeNumber(defaultTimeouts.drain, 'Milliseconds over which sockets are closed at the end'),
});
export type GatewayConfig = z.infer<typeof gatewayModel>;

export function limitsOf(config: GatewayConfig): Partial<Limits> {
  return {
    depth: config.MAX_DEPTH,
    aliases: config.MAX_ALIASES,
    directives: config.MAX_DIRECTIVES,
    rootFields: config.MAX_ROOT_FIELDS,
    fields: config.MAX_FIELDS,
    repeats: config.MAX_REPEATS,
    nodes: config.MAX_NODES,
    cost: config.MAX_COST,
    assumedList: config.ASSUMED_LIST,
    tokens: config.MAX_TOKENS,
    bodyBytes: config.MAX_BODY_BYTES,
    subscriptionsPerSocket: config.MAX_SUBSCRIPTIONS,
    sockets: config.MAX_SOCKETS,
    socketsPerPerson: config.MAX_SOCKETS_PER_PERSON,
  };
}

export function rateRulesOf(
  config: Pick<GatewayConfig, 'RATE_COST' | 'RATE_WINDOW_MS'>,
): RateRules | undefined {
  const { RATE_COST: capacity, RATE_WINDOW_MS: windowMs } = config;
  return capacity > 0 && windowMs > 0 ? { capacity, windowMs } : undefined;
}

export function timeoutsOf(config: GatewayConfig): Partial<Timeouts> {
  return {
    fetch: config.FETCH_TIMEOUT_MS,
    operation: config.OPERATION_TIMEOUT_MS,
    readmit: config.READMIT_AFTER_MS,
    linger: config.LINGER_MS,
    drain: config.DRAIN_MS,
  };
}

export function upstreamOf(config: GatewayConfig): Partial<UpstreamRules> {
  return {
    concurrent: config.MAX_FETCHES,
    waiting: config.MAX_WAITING_FETCHES,
    breakerFailures: config.BREAKER_FAILURES,
    breakerOpenMs: config.BREAKER_OPEN_MS,
  };
}
