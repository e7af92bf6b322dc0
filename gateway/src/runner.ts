import type { Logger } from '@learnova/platform/log';
import { amounts, counter, type Registry, seconds } from '@learnova/platform/metrics';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { actualCost } from './cost/estimate.ts';
import { withDeadline } from './deadline.ts';
import type { GraphQLRequest, Operation } from './documents.ts';
import type { Call } from './endpoint.ts';
import { presentable, refused } from './errors.ts';
import type { Generation } from './generation.ts';
import type { Identity, TokenVerifier } from './identity.ts';
import type { LiveStream } from './live/stream.ts';
import type { Subscriber, Subscriptions } from './live/subscriptions.ts';
import { limited, type RateLimit, type Visitor } from './rate-limit.ts';
import { type Told, toldIn } from './told.ts';
import { OpenSpan, traced } from './tracing.ts';
import type { Usage } from './usage.ts';

interface Parts {
  /** What is served now. */
  readonly current: () => Generation;
  readonly usage: Usage;
  readonly tokens: TokenVerifier;
  /** Without it anybody may cost anything. */
  readonly rateLimit?: RateLimit | undefined;
  /** Without them nothing can be watched. */
  readonly subscriptions: Subscriptions | undefined;
  /** Milliseconds for a query or mutation. */
  readonly deadlineMs: number;
  readonly log: Logger;
  readonly metrics: Registry;
}

/**
 * Points for each field of an operation that is to be planned first. Planning is all done in one go: a field of a large operation took some
 * 0.3 ms, as long as answering a hundred objects, and whoever varies the text, or what
 * `@skip` and `@include` go by, has each variant planned.
 */
const PLANNING = 100;

/** An operation that may run, and what whoever asked for it has left. */
export interface Admitted {
  readonly operation: Operation;
  readonly left: number | undefined;
  /** By which it was read, and is run. */
  readonly generation: Generation;
  readonly span: OpenSpan;
}

export interface Outcome {
  readonly result: ExecutionResult;
  /** What the answer did cost. */
  readonly cost: number;
}

/** Runs operations for both transports: who asks, what is asked, and the answer, by the same rules. */
export class Runner {
  readonly #parts: Parts;
  readonly #duration;
  /** Counts errors on their way out. */
  readonly told: Told;
  readonly #costs;
  readonly #documents;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { metrics } = parts;
    this.#duration = seconds(metrics, 'gateway_operation_seconds', 'Time to answer an operation', [
      'operation',
    ]);
    this.#costs = amounts(
      metrics,
      'gateway_operation_cost',
      'Cost of operations, as estimated and as it was',
      ['kind'],
    );
    this.#documents = counter(
      metrics,
      'gateway_documents_total',
      'Documents by whether there was a plan for them',
      ['known'],
    );
    this.told = toldIn(metrics);
  }

  get rateLimit(): RateLimit | undefined {
    return this.#parts.rateLimit;
  }

  /** Whom the token names, or why it does not hold. */
  async identify(authorization: string | undefined): Promise<Identity | readonly GraphQLError[]> {
    try {
      return await this.#parts.tokens.verify(authorization);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return this.told([error]);
    }
  }

  /**
   * The operation, if it is within all limits, those of whoever asks as well; else what is wrong. What is admitted is then run, watched
   * or turned away.
   */
  async admit(request: GraphQLRequest, visitor: Visitor): Promise<Admitted | readonly GraphQLError[]> {
    const span = new OpenSpan('gateway.request');
    const admitted = await span.hold(() => this.#admit(request, visitor, span));
    if (!('operation' in admitted)) span.end(admitted);
    return admitted;
  }

  /** The transport cannot answer it. */
  turnAway({ span }: Admitted, errors: readonly GraphQLError[]): readonly GraphQLError[] {
    span.end(errors);
    return this.told(errors);
  }

  async #admit(
    request: GraphQLRequest,
    visitor: Visitor,
    span: OpenSpan,
  ): Promise<Admitted | readonly GraphQLError[]> {
    const { current, usage, rateLimit } = this.#parts;
    const over = rateLimit?.known(visitor);
    if (over) return this.told([over]);
    const generation = current();
    const { documents } = generation;
    const operation = traced('gateway.validate', {}, () => documents.operation(request));
    if (!('document' in operation)) {
      await rateLimit?.takeForRefusal(visitor);
      return this.told(operation);
    }
    this.#costs.observe({ kind: 'estimated' }, operation.cost);
    const isPlanned = generation.supergraph.isPlanned(operation);
    this.#documents.inc({ known: isPlanned ? 'yes' : 'no' });
    const price = operation.cost + (isPlanned ? 0 : operation.fields * PLANNING);
    const taken = await generation.use(async () => rateLimit?.take(visitor, price));
    if (taken && taken.retryAfterMs > 0) return this.told([limited(taken.retryAfterMs)]);
    usage.note(operation);
    const { node, operationName = node.name?.value } = operation;
    span.name({ 'graphql.operation.type': node.operation, 'graphql.operation.name': operationName });
    return { operation, left: taken?.left, generation, span };
  }

  /**
   * The answer to a query or mutation. When the client has left, a query is given up; a mutation runs to its end, so that
   * leaving does not decide how far it gets.
   * @param left is aborted when nobody waits for the answer
   */
  async run(admitted: Admitted, call: Call, left: AbortSignal): Promise<Outcome> {
    const { span } = admitted;
    span.name({ 'request.id': call.requestId });
    const outcome = await span.hold(() => this.#run(admitted, call, left));
    span.end(outcome.result.errors);
    return outcome;
  }

  async #run({ operation, generation }: Admitted, call: Call, left: AbortSignal): Promise<Outcome> {
    const { deadlineMs, log } = this.#parts;
    const kind = operation.node.operation;
    const outer = kind === 'mutation' ? new AbortController().signal : left;
    const stop = this.#duration.startTimer({ operation: kind });
    try {
      const result = await generation.use(() =>
        withDeadline(outer, deadlineMs, (signal) =>
          generation.supergraph.execute(operation, { ...call, signal }),
        ),
      );
      this.told(result.errors ?? []);
      const cost = actualCost(operation.shapes, result.data);
      this.#costs.observe({ kind: 'actual' }, cost);
      return { result, cost };
    } catch (error) {
      return { result: { errors: this.told(presentable([error], call.requestId, log)) }, cost: 0 };
    } finally {
      stop();
    }
  }

  /** The stream of a subscription, or why there is none. */
  async watch(admitted: Admitted, subscriber: Subscriber): Promise<LiveStream | readonly GraphQLError[]> {
    const { operation, generation, span } = admitted;
    const { subscriptions } = this.#parts;
    if (!subscriptions) {
      const message = 'This gateway has no live log, so nothing can be watched.';
      return this.turnAway(admitted, [refused('SUBSCRIPTIONS_OFF', message)]);
    }
    const stream = await span.hold(() =>
      generation.use(() => subscriptions.open(generation, operation, subscriber)),
    );
    if (!('next' in stream)) return this.turnAway(admitted, stream);
    span.end();
    return stream;
  }
}
