import type { Logger } from '@learnova/platform/log';
import { counter, gauge, type Registry, seconds } from '@learnova/platform/metrics';
import { DeadlineExceeded, withDeadline } from './deadline.ts';
import {
  type Call,
  type Endpoint,
  type GraphQLAnswer,
  type GraphQLBody,
  type RouteAnswer,
  type RouteCall,
  Spared,
  Unreachable,
} from './endpoint.ts';
import { unavailable } from './errors.ts';
import { defaultUpstream, type UpstreamRules } from './options.ts';
import { Addresses } from './upstream/addresses.ts';
import { Bulkhead, Full } from './upstream/bulkhead.ts';
import { RetryBudget } from './upstream/retry-budget.ts';

interface Settings {
  readonly log: Logger;
  readonly metrics: Registry;
  /** Milliseconds for one request. */
  readonly deadlineMs: number;
  readonly upstream?: Partial<UpstreamRules> | undefined;
}

type Awaited = Pick<Call, 'signal' | 'requestId'>;

/**
 * One service of the graph as the gateway sees it: its addresses, each behind a breaker, a deadline, a bound on what is under way,
 * figures, and errors without host names.
 */
export class Service {
  readonly name: string;
  readonly #settings: Settings;
  readonly #addresses: Addresses;
  readonly #bulkhead: Bulkhead;
  readonly #retries: RetryBudget;
  readonly #figures;

  constructor(name: string, endpoints: Endpoint | readonly Endpoint[], settings: Settings) {
    this.name = name;
    this.#settings = settings;
    const { log, metrics } = settings;
    const rules = { ...defaultUpstream, ...settings.upstream };
    this.#figures = figuresOf(metrics);
    this.#bulkhead = new Bulkhead(rules.concurrent, rules.waiting);
    this.#retries = new RetryBudget(rules.retryShare, rules.retries);
    const breaker = {
      failures: rules.breakerFailures,
      share: rules.breakerShare,
      windowMs: rules.breakerWindowMs,
      openMs: rules.breakerOpenMs,
    };
    this.#addresses = new Addresses([endpoints].flat(), breaker, (address, isOpen) => {
      this.#figures.breakers.set({ service: name, address }, isOpen ? 1 : 0);
      if (isOpen) this.#figures.openings.inc({ service: name, address });
      log.warn({ service: name, address, isOpen }, isOpen ? 'a breaker has opened' : 'a breaker has closed');
    });
  }

  get hasRoutes(): boolean {
    return this.#addresses.endpoints.some(({ route }) => route);
  }

  /**
   * Throws UNAVAILABLE when the service gives no answer within the deadline, and what is thrown by a fault as it is. What was sent
   * without an answer is sent once more, within a budget; a mutation only if it cannot have arrived.
   */
  graphql(body: GraphQLBody, call: Call, deadlineMs = this.#settings.deadlineMs): Promise<GraphQLAnswer> {
    const isRepeatable = !/^\s*mutation\b/.test(body.query);
    return this.#bounded(call, deadlineMs, isRepeatable, (endpoint, signal) =>
      endpoint.graphql(body, { ...call, signal }),
    );
  }

  route(call: RouteCall): Promise<RouteAnswer> {
    if (!this.hasRoutes) throw new Error(`${this.name} has no plain HTTP doors`);
    return this.#bounded(call, this.#settings.deadlineMs, call.method === 'GET', (endpoint, signal) => {
      if (!endpoint.route) throw new Unreachable('this address has no plain HTTP doors', { isUnsent: true });
      return endpoint.route({ ...call, signal });
    });
  }

  /** Rejects unless the service can serve. One that cannot be asked so is ready when it answers GraphQL at all. */
  async ready(call: Call, deadlineMs: number): Promise<void> {
    const isTold = await this.#watched(call, deadlineMs, (signal) =>
      this.#addresses.ready({ ...call, signal }),
    );
    if (!isTold) await this.graphql({ query: '{ __typename }' }, call, deadlineMs);
  }

  async close(): Promise<void> {
    for (const index of this.#addresses.endpoints.keys())
      this.#figures.breakers.remove({ service: this.name, address: index + 1 });
    await Promise.all(this.#addresses.endpoints.map(async (endpoint) => endpoint.close?.()));
  }

  #bounded<T>(
    call: Awaited,
    deadlineMs: number,
    isRepeatable: boolean,
    task: (endpoint: Endpoint, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const tell = () => this.#figures.waiting.set({ service: this.name }, this.#bulkhead.waiting);
    return this.#watched(call, deadlineMs, async (signal) => {
      const running = this.#bulkhead.run(signal, () => this.#tried(call, signal, isRepeatable, task));
      tell();
      return running.finally(tell);
    });
  }

  /**
   * Once, or twice where that does no harm and the budget allows it; the second time elsewhere, if there is an elsewhere, and be it where
   * nobody was a moment ago. What did not leave goes to every address until one takes it: nobody gets it twice by that, so it costs
   * nothing of the budget.
   */
  async #tried<T>(
    call: Awaited,
    signal: AbortSignal,
    isRepeatable: boolean,
    task: (endpoint: Endpoint, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    let tried = new Set();
    const attempt = () => this.#addresses.run(call.signal, (endpoint) => task(endpoint, signal), tried);
    this.#retries.earn();
    for (let isRepeated = false; ; ) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof Unreachable) || tried.size === 0 || signal.aborted) throw error;
        const { isUnsent } = error;
        if (isUnsent && this.#addresses.hasAnother(tried)) continue;
        if (isRepeated || !(isRepeatable || isUnsent)) throw error;
        const isPaid = this.#retries.take();
        this.#figures.retries.inc({ service: this.name, sent: isPaid ? 'yes' : 'no' });
        if (!isPaid) throw error;
        isRepeated = true;
        tried = new Set([...tried].slice(-1));
      }
    }
  }

  async #watched<T>(
    call: Awaited,
    deadlineMs: number,
    task: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const stop = this.#figures.duration.startTimer({ service: this.name });
    try {
      return await withDeadline(call.signal, deadlineMs, task);
    } catch (error) {
      const { requestId, signal } = call;
      const isFull = error instanceof Full;
      const isOurs = isFull || error instanceof Unreachable || error instanceof DeadlineExceeded;
      if (!isOurs && !signal.aborted) throw error;
      if (isFull) this.#figures.refusals.inc({ service: this.name });
      if (!signal.aborted) {
        this.#figures.failures.inc({ service: this.name });
        // That nobody was asked follows from what has been said: a thousand subscriptions would say it a thousand times a second.
        const level = error instanceof Spared ? 'debug' : 'warn';
        this.#settings.log[level]({ err: error, service: this.name, requestId }, 'a service does not answer');
      }
      throw unavailable(this.name);
    } finally {
      stop();
    }
  }
}

function figuresOf(metrics: Registry) {
  const service: 'service'[] = ['service'];
  const address: ('service' | 'address')[] = ['service', 'address'];
  return {
    duration: seconds(metrics, 'gateway_fetch_seconds', 'Time a service took to answer', service),
    failures: counter(metrics, 'gateway_fetch_failures_total', 'Requests a service did not answer', service),
    retries: counter(
      metrics,
      'gateway_fetch_retries_total',
      'Requests that were, or for want of a budget were not, sent again',
      ['service', 'sent'],
    ),
    waiting: gauge(metrics, 'gateway_fetch_waiting', 'Requests that wait for a place at a service', service),
    refusals: counter(
      metrics,
      'gateway_fetch_refusals_total',
      'Requests for which too many waited already',
      service,
    ),
    breakers: gauge(metrics, 'gateway_breaker_open', '1 while an address of a service is spared', address),
    openings: counter(metrics, 'gateway_breaker_openings_total', 'How often a breaker opened', address),
  };
}
