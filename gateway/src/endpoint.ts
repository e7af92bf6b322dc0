import type { GraphQLFormattedError } from 'graphql';

/** What travels with every request to a service; nothing else of the client's headers does. */
export interface Call {
  /** The client's `authorization` header as it came. */
  readonly authorization?: string | undefined;
  readonly requestId: string;
  /** Aborted when nobody waits for the answer any more, or when the deadline has passed. */
  readonly signal: AbortSignal;
}

export interface GraphQLBody {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface GraphQLAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Record<string, unknown>;
}

/** A call of a service's plain HTTP door. */
export interface RouteCall {
  readonly method: string;
  /** Below the service's public routes, as the client wrote it, without query: `invoices/a%20b`. */
  readonly path: string;
  /** The query string, with its question mark; empty when there is none. */
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body's bytes as they came, for signatures. */
  readonly body: Uint8Array;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

export interface RouteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Uint8Array;
}

/**
 * A way to reach one service. A rejection with `Unreachable` means that the service gave no usable answer and that
 * another attempt may succeed; any other rejection is a fault of the program.
 */
export interface Endpoint {
  graphql(body: GraphQLBody, call: Call): Promise<GraphQLAnswer>;
  route?(call: RouteCall): Promise<RouteAnswer>;
  /** Resolves when the service says that it can serve, false when it knows no such question. Rejects when it cannot. */
  ready?(call: Pick<Call, 'requestId' | 'signal'>): Promise<boolean>;
  close?(): Promise<void>;
}

/** The service could not be reached, or what came back was no answer. The cause may name hosts: it is for the log only. */
export class Unreachable extends Error {
  /** Nothing was sent, so that even a mutation may be sent again. */
  readonly isUnsent: boolean;

  constructor(message: string, { isUnsent = false, ...options }: ErrorOptions & { isUnsent?: boolean } = {}) {
    super(message, options);
    this.name = 'Unreachable';
    this.isUnsent = isUnsent;
  }
}

/** Nobody was asked, because the service has not answered of late: its breaker is open. */
export class Spared extends Unreachable {
  constructor() {
    super('its breaker is open');
    this.name = 'Spared';
  }
}
