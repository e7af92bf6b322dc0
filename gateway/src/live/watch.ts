import type { LogEntry } from '@learnova/platform/live/log';
import type { GraphQLError } from 'graphql';
import { refused } from '../errors.ts';
import type { Generation } from '../generation.ts';
import type { Service } from '../service.ts';
import type { Planned } from './planned.ts';
import type { Delivery, LiveStream, StreamSource } from './stream.ts';

/** What an owner says when it is asked for admission again. */
export interface Readmission {
  /** Undefined where it could not decide. */
  readonly topic: string | undefined;
  /** Milliseconds until it wants to be asked again. */
  readonly forMs: number;
}

export interface WatchWork {
  readmit(planned: Planned, signal: AbortSignal): Promise<Readmission | readonly GraphQLError[]>;
  deliver(planned: Planned, entry: LogEntry, signal: AbortSignal, failures: number): Promise<Delivery>;
  closed(): void;
  /** It cannot be planned, though it is valid. */
  failed(error: unknown): void;
}

/** What one stream is answered by. It outlives a supergraph: the next one plans it anew, or ends it. */
export class Watch implements StreamSource {
  readonly #work: WatchWork;
  readonly #topic: string;
  /** Undefined once there is a supergraph that has it no more. */
  #planned: Planned | undefined;
  #admittedBy: Service;

  constructor(planned: Planned, topic: string, work: WatchWork) {
    this.#work = work;
    this.#topic = topic;
    this.#planned = planned;
    this.#admittedBy = planned.plan.owner;
  }

  /** It may be told of on another topic, above all by another owner; whoever resumes begins there, where this one ended. */
  async readmit(signal: AbortSignal): Promise<number | readonly GraphQLError[]> {
    const planned = this.#planned;
    if (!planned) return [reloaded()];
    const { owner } = planned.plan;
    const answer = await planned.generation.use(() => this.#work.readmit(planned, signal));
    if (!('forMs' in answer)) return answer;
    if (answer.topic !== undefined) {
      if (answer.topic !== this.#topic) return [reloaded()];
      this.#admittedBy = owner;
    }
    return this.#planned?.plan.owner === owner ? answer.forMs : 0;
  }

  /** Nothing is delivered by an owner that has not admitted: entries of another topic would be passed over. */
  async deliver(entry: LogEntry, signal: AbortSignal, failures: number): Promise<Delivery> {
    const planned = this.#planned;
    if (planned?.plan.owner !== this.#admittedBy) return { isPutOff: true };
    return planned.generation.use(() => this.#work.deliver(planned, entry, signal, failures));
  }

  closed(): void {
    this.#planned = undefined;
    this.#work.closed();
  }

  /** Goes over to another supergraph: whether it is valid there; undefined where it is there already. */
  follow(generation: Generation, stream: LiveStream): boolean | undefined {
    const planned = this.#planned;
    if (!planned || planned.generation === generation) return undefined;
    this.#planned = planned.over(generation, (error) => this.#work.failed(error));
    if (!this.#planned) stream.finish([reloaded()]);
    else if (this.#planned.plan.owner !== planned.plan.owner) stream.readmitNow();
    return this.#planned !== undefined;
  }
}

function reloaded(): GraphQLError {
  const message =
    'The schema or who answers by it has changed, and this subscription with it. Look what it is now, and subscribe again with this cursor.';
  return refused('SUBSCRIPTION_SCHEMA_RELOAD', message);
}
