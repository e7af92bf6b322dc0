import type { LiveLog } from '@learnova/platform/live/log';
import type { Logger } from '@learnova/platform/log';
import type { Registry } from '@learnova/platform/metrics';
import type { RateRules, Rates } from '@learnova/platform/rates/rates';
import type { JWTVerifyGetKey } from 'jose';
import type { Endpoint } from './endpoint.ts';
import type { PersistedOptions } from './persisted.ts';

/** What one operation may cost. The same for HTTP and WebSocket. */
export interface Limits {
  /** Levels of nested fields; introspection does not count. */
  readonly depth: number;
  /** Aliases in an operation, those of fragments counted at each use. */
  readonly aliases: number;
  /** Directives in an operation, those of fragments counted at each use. */
  readonly directives: number;
  /** Fields of Query or Mutation in an operation. */
  readonly rootFields: number;
  /** Fields in an operation, those of fragments counted at each use: what planning takes its time for. */
  readonly fields: number;
  /** Pairs of fields of one name in one place, each of which validation compares. */
  readonly repeats: number;
  /** Entries of lists that an answer may hold: each list times those around it. */
  readonly nodes: number;
  /** What an answer may cost by `@cost` and `@listSize`; without these each object costs 1, and a mutation 10 besides. */
  readonly cost: number;
  /** What a list counts that takes no `first` or `last`: nobody bounds it, and it is short or would have been a page. */
  readonly assumedList: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** Bytes of a request's body or of a WebSocket message. */
  readonly bodyBytes: number;
  /** Subscriptions that one socket holds at a time. */
  readonly subscriptionsPerSocket: number;
  /** Sockets of this process. */
  readonly sockets: number;
  /** Sockets of one person, whose token names them; of one address where nobody signed in ten times as many. */
  readonly socketsPerPerson: number;
  /** Pointers that one subscription holds in memory; beyond, it reads the log. */
  readonly queue: number;
}

export const defaultLimits: Limits = {
  depth: 15,
  aliases: 30,
  directives: 50,
  rootFields: 20,
  fields: 1_000,
  repeats: 5_000,
  // A page of 200, each with 50 that have 5 each (60,200), and no third page of 200 within a second.
  nodes: 75_000,
  cost: 250_000,
  assumedList: 10,
  tokens: 4_000,
  bodyBytes: 262_144,
  subscriptionsPerSocket: 50,
  sockets: 10_000,
  socketsPerPerson: 20,
  queue: 256,
};

/** Ten times the dearest operation, and a tenth of it back every six seconds. */
export const defaultRate: RateRules = { capacity: 2_500_000, windowMs: 60_000 };

/** Waits, in milliseconds. */
export interface Timeouts {
  /** Until all of a request has come in; its headers must be there after a third of that. */
  readonly request: number;
  /** One request to a service. */
  readonly fetch: number;
  /** A whole query or mutation. */
  readonly operation: number;
  /** From opening a WebSocket to its `connection_init`. */
  readonly connectionInit: number;
  /** Between pings; a socket that does not answer one until the next is cut. */
  readonly ping: number;
  /** The longest time for which an admission is believed, whatever the owner says. */
  readonly readmit: number;
  /** Before the first retry of a live delivery; doubled for each further one, up to forty times as long. */
  readonly retry: number;
  /** For a service that a new supergraph brings to be ready: else that supergraph is refused. */
  readonly join: number;
  /** Between two moves of a quiet topic's cursor to the log's position; well below the time for which the log keeps entries. */
  readonly move: number;
  /** At the end, how long requests are taken still while readiness is false already: until whoever chooses a gateway chooses another. */
  readonly linger: number;
  /** Over which sockets are closed at the end, so that their clients do not all come back at once. */
  readonly drain: number;
}

export const defaultTimeouts: Timeouts = {
  request: 30_000,
  fetch: 10_000,
  operation: 30_000,
  connectionInit: 3_000,
  ping: 12_000,
  readmit: 60_000,
  retry: 50,
  join: 15_000,
  move: 60_000,
  linger: 0,
  drain: 5_000,
};

/** What stands between the gateway and each service. */
export interface UpstreamRules {
  /** Requests to a service that are under way at a time. */
  readonly concurrent: number;
  /** Further requests that may wait for a place; beyond, they are refused at once. */
  readonly waiting: number;
  /** Requests without an answer in `breakerWindowMs` from which on an address is spared; 0 for never. */
  readonly breakerFailures: number;
  /** The share of requests that must have been without an answer, besides. */
  readonly breakerShare: number;
  readonly breakerWindowMs: number;
  /** Milliseconds for which an address is spared before one request tries it again. */
  readonly breakerOpenMs: number;
  /** Requests that may be sent again at once. */
  readonly retries: number;
  /** What each request adds to these. */
  readonly retryShare: number;
}

export const defaultUpstream: UpstreamRules = {
  concurrent: 128,
  waiting: 10_000,
  breakerFailures: 10,
  breakerShare: 0.5,
  breakerWindowMs: 10_000,
  breakerOpenMs: 500,
  retries: 20,
  retryShare: 0.1,
};

/** Whose tokens are believed. They are signed by EdDSA. */
export interface TokenRules {
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
}

/** A plain HTTP door that is forwarded at `/-/<service>/<path>`; a part of the path may be a parameter, `:id`. */
export interface RouteEntry {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Bytes of a body at this door, where they may be more than `Limits.bodyBytes`. */
  readonly bodyBytes?: number | undefined;
}

/** Rejects while a part does not work. Why is for the log only. */
export type Look = (signal: AbortSignal) => Promise<unknown>;

/** What runs plans: our own executor, which compiles them, or the one of @apollo/gateway. */
export type ExecutorName = 'compiled' | 'apollo';

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /**
   * Called with the name and URL of each subgraph of the supergraph; of a later one for those alone that are new or elsewhere. Several
   * share its requests.
   */
  readonly endpoints: (name: string, url: string) => Endpoint | readonly Endpoint[];
  /** Without it every subscription is refused. Whoever opened it closes it, after the gateway. */
  readonly liveLog?: LiveLog | undefined;
  /** Without it tokens are forwarded unread: the subgraphs verify them. */
  readonly tokens?: TokenRules | undefined;
  readonly routes?: readonly RouteEntry[];
  /** Further parts that `/health/ready` tells of, by name, though nothing that the gateway serves needs them. */
  readonly beside?: Readonly<Record<string, Look>>;
  readonly limits?: Partial<Limits>;
  readonly timeouts?: Partial<Timeouts>;
  readonly upstream?: Partial<UpstreamRules> | undefined;
  /** 'compiled' unless said otherwise. */
  readonly executor?: ExecutorName;
  /** Whether equal queries to a service, under one token and under way at a time, become one. They do not unless said so. */
  readonly shareQueries?: boolean;
  /** Origins of pages, beside the gateway's own, from which a browser may ask and open a WebSocket: `https://school.example`. */
  readonly allowedOrigins?: readonly string[];
  /** Documents that clients ask for by id, and whether no others are run. */
  readonly documents?: Pick<PersistedOptions, 'trusted' | 'onlyTrusted'>;
  /** Whether clients may ask what the schema is, are told what they may have meant, and find GraphiQL. */
  readonly introspection?: boolean;
  /** What a person, or an address where nobody signed in, may cost in a time. Without it they may cost anything. */
  readonly rate?: { readonly rates: Rates; readonly rules: RateRules } | undefined;
  /**
   * Proxies whose `x-forwarded-for` is believed: addresses, ranges, `loopback`, `private`. Behind one that is not listed, all who
   * have not signed in count as one.
   */
  readonly trustedProxies?: readonly string[];
  readonly log: Logger;
  readonly metrics: Registry;
  /** The bearer that opens `/metrics`; without one it is open to this machine alone. */
  readonly metricsToken?: string | undefined;
}
