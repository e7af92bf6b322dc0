import type { LogEntry } from '@learnova/platform/live/log';
import type { Logger } from '@learnova/platform/log';
import type { GraphQLError } from 'graphql';
import type { Call } from '../endpoint.ts';
import { codeOf, faultOf, refused } from '../errors.ts';
import { ofStream, tracedApart } from '../tracing.ts';
import type { LiveFigures } from './figures.ts';
import { Group } from './group.ts';
import type { Planned } from './planned.ts';
import type { Delivery } from './stream.ts';

export interface Question {
  readonly planned: Planned;
  readonly topic: string;
  readonly entry: LogEntry;
}

export interface Asker {
  /** Under whose rights; nobody in particular is more than one. */
  readonly authorization: string | undefined;
  /** Aborted when this one no longer wants to know. */
  readonly signal: AbortSignal;
  /** How often this one was put off over this entry before because the owner failed. */
  readonly failures: number;
  readonly call: (signal: AbortSignal) => Call;
}

/** What the owner's answer is, before anybody decides how long to wait for another one. */
type Answered = Delivery | { readonly undecided: readonly GraphQLError[] };

/** How often an owner that is there may fail over one event before the subscription ends: for half a minute. */
const FAULTS = 20;

/** Asks the owner about one event for one subscriber, and at once for all others of the same bearer who wait for the same. */
export class Deliveries {
  readonly #figures: LiveFigures;
  readonly #log: Logger;
  /** When each entry that is under way was read. */
  readonly #readAt = new WeakMap<LogEntry, number>();
  /** What is being asked, for one or more subscriptions. */
  readonly #group: Group<Answered>;

  constructor(figures: LiveFigures, log: Logger) {
    this.#figures = figures;
    this.#log = log;
    this.#group = new Group(() => figures.shared.inc());
  }

  /** Entries as they are read: from then on they lag. */
  async read(reading: Promise<LogEntry[]>): Promise<LogEntry[]> {
    const entries = await reading;
    const now = performance.now();
    for (const entry of entries) this.#readAt.set(entry, now);
    return entries;
  }

  async of(question: Question, { authorization, signal, failures, call }: Asker): Promise<Delivery> {
    const { planned, topic, entry } = question;
    const task = (waited: AbortSignal) =>
      tracedApart('gateway.request', ofStream, () => this.#ask(question, call(waited)));
    const key = JSON.stringify([planned.key, topic, authorization, entry.number]);
    const answered = await (authorization === undefined ? task(signal) : this.#group.run(key, signal, task));
    if (!('undecided' in answered)) return answered;
    const { undecided } = answered;
    const isAway = undecided.some((error) => codeOf(error) === 'UNAVAILABLE');
    if (isAway) return { isPutOff: true };
    if (failures + 1 < FAULTS) return { isPutOff: true, hasFailed: true };
    const errors = this.#figures.told([interrupted(), ...undecided]);
    return { result: { data: null, errors }, isLast: true };
  }

  async #ask({ planned: { plan, owner }, entry }: Question, call: Call): Promise<Answered> {
    try {
      const verdict = await owner.deliver(entry, call);
      this.#figures.deliveries.inc({ status: verdict.status });
      if (verdict.status === 'skip') return {};
      if (verdict.status !== 'data') {
        const { status, errors } = verdict;
        if (status === 'undecided') return { undecided: errors };
        return { result: { data: null, errors }, isLast: true };
      }
      const result = await plan.complete(verdict.answer, call);
      const readAt = this.#readAt.get(entry);
      if (readAt !== undefined) this.#figures.lag.observe((performance.now() - readAt) / 1_000);
      return { result };
    } catch (error) {
      throw faultOf(error, call, this.#log);
    }
  }
}

function interrupted(): GraphQLError {
  const message =
    'An event cannot be delivered. Subscribe again with this cursor to try it once more, without one to pass over it.';
  return refused('SUBSCRIPTION_INTERRUPTED', message, { retryable: true });
}
