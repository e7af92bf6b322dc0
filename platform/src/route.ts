import type { Request } from './request.ts';

export interface RouteCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body as it came, for signatures over bytes. */
  readonly body: Uint8Array;
}

export interface RouteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A plain HTTP door of a subgraph. The request is nobody's: what the route needs to trust it checks itself. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** `jwks`, `invoices/:id` */
  readonly path: string;
  /** Public through the gateway; otherwise reachable on the service's own port only. */
  readonly reach: 'public' | 'internal';
  /** Bytes of a body at most, where whoever calls this door sends more than the gateway takes of others. 1,048,576 at most. */
  readonly bodyBytes?: number;
  readonly answer: (request: Request, call: RouteCall) => Promise<RouteAnswer>;
}

export function json(body: unknown, status = 200): RouteAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}
