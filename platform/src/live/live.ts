import type { Request } from '../request.ts';

/**
 * What makes a Subscription field live. The field's resolver receives a pointer as its root and rereads what it points at
 * under the subscriber's own rights; null means that there is nothing for this subscriber.
 */
export interface Live<Args> {
  /** The field of `Subscription`. */
  readonly field: string;
  topic(args: Args): string;
  /** The names in the keys of its pointers: each holds an id. */
  readonly key: readonly string[];
  /**
   * The policy: throws a refusal, or answers the instant at which the earliest of the facts that admit ends; null where
   * none does. It runs at the start, at each re-admission and at each delivery, so no right outlives its end.
   */
  admit(request: Request, args: Args): Promise<Date | null>;
}

export function defineLive<Args>(live: Live<Args>): Live<Args> {
  return live;
}

/** For `@Subscription`: a subgraph holds no sockets, so nobody ever subscribes to its schema itself. */
export const liveField = {
  subscribe: (): never => {
    throw new Error('a subgraph holds no sockets: subscribe through the gateway');
  },
};

/** The earliest of several ends; null where there is none. */
export function earliest(...ends: readonly (Date | null)[]): Date | null {
  const times = ends.filter((end) => end !== null).map((end) => end.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}
