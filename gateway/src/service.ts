import type { Logger } from '@learnova/platform/log';
import { counter, type Registry, seconds } from '@learnova/platform/metrics';
import { DeadlineExceeded, withDeadline } from './deadline.ts';
import {
  type Call,
  type Endpoint,
  type GraphQLAnswer,
  type GraphQLBody,
  type RouteAnswer,
  type RouteCall,
  Unreachable,
} from './endpoint.ts';
import { unavailable } from './errors.ts';

interface Settings {
  readonly log: Logger;
  readonly metrics: Registry;
  /** Milliseconds for one request. */
  readonly deadlineMs: number;
}

/** One service of the graph as the gateway sees it: an endpoint with a deadline, figures, and errors without host names. */
export class Service {
  readonly name: string;
  readonly #endpoint: Endpoint;
  readonly #settings: Settings;
  readonly #duration;
  readonly #failures;

  constructor(name: string, endpoint: Endpoint, settings: Settings) {
    this.name = name;
    this.#endpoint = endpoint;
    this.#settings = settings;
    const { metrics } = settings;
    this.#duration = seconds(metrics, 'gateway_fetch_seconds', 'Time a service took to answer', ['service']);
    this.#failures = counter(metrics, 'gateway_fetch_failures_total', 'Requests a service did not answer', [
      'service',
    ]);
  }

  get hasRoutes(): boolean {
    return this.#endpoint.route !== undefined;
  }

  /** Throws UNAVAILABLE when the service gives no answer within the deadline, and what is thrown by a fault as it is. */
  graphql(body: GraphQLBody, call: Call, deadlineMs = this.#settings.deadlineMs): Promise<GraphQLAnswer> {
    return this.#watched(call, deadlineMs, (signal) => this.#endpoint.graphql(body, { ...call, signal }));
  }

  route(call: RouteCall): Promise<RouteAnswer> {
    const { route } = this.#endpoint;
    if (!route) throw new Error(`${this.name} has no plain HTTP doors`);
    const { deadlineMs } = this.#settings;
    return this.#watched(call, deadlineMs, (signal) => route.call(this.#endpoint, { ...call, signal }));
  }

  /** Rejects unless the service can serve. One that cannot be asked so is ready when it answers GraphQL at all. */
  async ready(call: Call, deadlineMs: number): Promise<void> {
    const { ready } = this.#endpoint;
    const ask = (signal: AbortSignal) => ready?.call(this.#endpoint, { ...call, signal });
    const isTold = await this.#watched(call, deadlineMs, async (signal) => ask(signal) ?? false);
    if (!isTold) await this.graphql({ query: '{ __typename }' }, call, deadlineMs);
  }

  async close(): Promise<void> {
    await this.#endpoint.close?.();
  }

  async #watched<T>(
    call: { readonly signal: AbortSignal; readonly requestId: string },
    deadlineMs: number,
    task: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const stop = this.#duration.startTimer({ service: this.name });
    try {
      return await withDeadline(call.signal, deadlineMs, task);
    } catch (error) {
      const { requestId, signal } = call;
      const isOurs = error instanceof Unreachable || error instanceof DeadlineExceeded;
      if (!isOurs && !signal.aborted) throw error;
      if (!signal.aborted) {
        this.#failures.inc({ service: this.name });
        this.#settings.log.warn({ err: error, service: this.name, requestId }, 'a service does not answer');
      }
      throw unavailable(this.name);
    } finally {
      stop();
    }
  }
}
