import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { CursorExpired, type LiveLog, type LogEntry } from '@learnova/platform/live/log';
import type { Logger } from '@learnova/platform/log';
import type { Registry } from '@learnova/platform/metrics';
import { GraphQLError } from 'graphql';
import { abandonable, withDeadline } from '../deadline.ts';
import type { Operation } from '../documents.ts';
import type { Call } from '../endpoint.ts';
import { faultOf, refused } from '../errors.ts';
import type { Generation } from '../generation.ts';
import type { Limits, Timeouts } from '../options.ts';
import { ofStream, tracedApart } from '../tracing.ts';
import { Backlog } from './backlog.ts';
import { Deliveries } from './deliveries.ts';
import { type LiveFigures, liveFigures } from './figures.ts';
import { Group } from './group.ts';
import { type Admission, NotAdmitted } from './owner.ts';
import { Planned } from './planned.ts';
import { LiveStream } from './stream.ts';
import { type OpenTopic, Topics } from './topics.ts';
import { type Readmission, Watch } from './watch.ts';

export interface SubscriptionsOptions {
  /** What is served now. */
  readonly current: () => Generation;
  readonly liveLog: LiveLog;
  readonly limits: Limits;
  readonly timeouts: Timeouts;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly newRequestId: () => string;
}

/** Whoever subscribes. */
export interface Subscriber {
  readonly authorization: string | undefined;
  /** Aborted when the subscriber is gone. */
  readonly signal: AbortSignal;
  /** `extensions.lastCursor` of the request: what came with the last payload that was received. */
  readonly lastCursor?: unknown;
  /** `extensions.announce` of the request: begin with a payload that says `extensions.admitted`, and from which cursor on. */
  readonly announce?: boolean;
}

interface Admitted {
  readonly planned: Planned;
  readonly admission: Admission;
  /** The number after which it begins. */
  readonly cursor: number;
  readonly subscriber: Subscriber;
}

type Readmitted = Readmission | readonly GraphQLError[];

/** Streams that go over to another supergraph in one turn of the event loop. */
const AT_ONCE = 50;

/** Federated subscriptions: admitted by the owner, read from the log, delivered one by one under the subscriber's rights. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #topics: Topics;
  readonly #watches = new Map<Watch, LiveStream>();
  readonly #figures: LiveFigures;
  readonly #deliveries: Deliveries;
  readonly #readmissions = new Group<Readmitted>();

  constructor(options: SubscriptionsOptions) {
    const { liveLog, timeouts, log, metrics } = options;
    this.#options = options;
    this.#figures = liveFigures(metrics);
    this.#deliveries = new Deliveries(this.#figures, log);
    this.#topics = new Topics({
      liveLog: {
        read: (topic, after, limit) => this.#deliveries.read(liveLog.read(topic, after, limit)),
        position: () => liveLog.position(),
        listen: (topic, wake) => liveLog.listen(topic, wake),
      },
      log,
      moveMs: timeouts.move,
      open: this.#figures.topics,
    });
  }

  /** The stream, or why there is none. Throws only for faults of the program. */
  async open(
    generation: Generation,
    operation: Operation,
    subscriber: Subscriber,
  ): Promise<LiveStream | readonly GraphQLError[]> {
    const planned = new Planned(generation, operation, this.#options.timeouts);
    try {
      const admission = await planned.owner.admit(this.#call(subscriber, subscriber.signal));
      const cursor = startOf(subscriber.lastCursor, admission);
      return await this.#stream({ planned, admission, cursor, subscriber });
    } catch (error) {
      if (error instanceof NotAdmitted) return error.errors;
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }

  /** Brings all streams over to the supergraph that is served now. What is under way is delivered by the one before. */
  async follow(): Promise<void> {
    let count = 0;
    // A stream that begins meanwhile comes to the end of the map.
    for (const [watch, stream] of this.#watches) {
      this.#follow(watch, stream);
      count += 1;
      if (count % AT_ONCE === 0) await turn();
    }
  }

  /** Ends the sweep. Streams are ended by those who hold them. */
  close(): void {
    this.#topics.close();
  }

  async #stream({ planned, admission, cursor, subscriber }: Admitted): Promise<LiveStream> {
    const { limits, timeouts } = this.#options;
    let stream: LiveStream | undefined;
    const backlog = new Backlog({
      from: cursor,
      capacity: limits.queue,
      read: (after, limit) => this.#read(admission.topic, after, limit),
      changed: () => void stream?.run(),
      overflowed: () => this.#figures.overflows.inc(),
    });
    const topic = this.#topics.open(admission.topic, backlog);
    await this.#listening(topic, subscriber.signal);
    this.#figures.open.inc();
    const { signal } = subscriber;
    const leave = () => void stream?.return();
    const watch = this.#watch(planned, admission.topic, subscriber, () =>
      signal.removeEventListener('abort', leave),
    );
    stream = new LiveStream(watch, backlog, topic, {
      cursor,
      announce: subscriber.announce ?? false,
      admittedForMs: admission.forMs,
      retryMs: timeouts.retry,
      jitter: jitterOf(subscriber),
    });
    this.#watches.set(watch, stream);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    this.#follow(watch, stream); // the supergraph may have changed since the operation came
    return stream;
  }

  #watch(first: Planned, topic: string, subscriber: Subscriber, ended: () => void): Watch {
    const watch: Watch = new Watch(first, topic, {
      readmit: (planned, signal) => this.#readmit(planned, subscriber, signal),
      deliver: (planned, entry, signal, failures) => {
        const { authorization } = subscriber;
        const call = (waited: AbortSignal) => this.#call(subscriber, waited);
        return this.#deliveries.of({ planned, topic, entry }, { authorization, signal, failures, call });
      },
      closed: () => {
        this.#figures.open.dec();
        this.#watches.delete(watch);
        ended();
      },
      failed: (error) => this.#options.log.error({ err: error }, 'a subscription cannot be planned anew'),
    });
    return watch;
  }

  #follow(watch: Watch, stream: LiveStream): void {
    const isValid = watch.follow(this.#options.current(), stream);
    if (isValid !== undefined) this.#figures.replans.inc({ outcome: isValid ? 'replanned' : 'ended' });
  }

  /** Throws UNAVAILABLE when nothing wakes us within the deadline. */
  async #listening(topic: OpenTopic, signal: AbortSignal): Promise<void> {
    const { timeouts, log } = this.#options;
    try {
      await withDeadline(signal, timeouts.fetch, (deadline) => abandonable(deadline, topic.ready));
    } catch (error) {
      topic.close();
      if (!signal.aborted) log.error({ err: error }, 'the live log cannot be reached');
      throw refused('UNAVAILABLE', 'Nothing can be watched now. Try again in a moment.', { retryable: true });
    }
  }

  async #read(topic: string, after: number, limit: number): Promise<LogEntry[]> {
    try {
      return await this.#deliveries.read(this.#options.liveLog.read(topic, after, limit));
    } catch (error) {
      if (error instanceof CursorExpired) throw this.#figures.told([expired()])[0];
      this.#options.log.warn({ err: error, topic }, 'the live log cannot be read');
      throw error;
    }
  }

  /** Tabs of one person that ask at the same moment ask once. */
  #readmit(planned: Planned, subscriber: Subscriber, signal: AbortSignal): Promise<Readmitted> {
    const { authorization } = subscriber;
    const task = async (waited: AbortSignal): Promise<Readmitted> => {
      const call = this.#call(subscriber, waited);
      try {
        return await tracedApart('gateway.request', ofStream, () => planned.owner.admit(call));
      } catch (error) {
        if (!(error instanceof NotAdmitted)) throw faultOf(error, call, this.#options.log);
        return error.undecided ? { topic: undefined, forMs: this.#again(subscriber) } : error.errors;
      }
    };
    if (authorization === undefined) return task(signal);
    return this.#readmissions.run(JSON.stringify([planned.key, authorization]), signal, task);
  }

  /** Milliseconds until the next moment at which all tabs of this person ask an owner again that did not answer. */
  #again(subscriber: Subscriber): number {
    const { retry, readmit } = this.#options.timeouts;
    const every = Math.max(1, Math.min(retry * 20, readmit));
    return every - ((performance.now() + every * jitterOf(subscriber)) % every);
  }

  #call({ authorization }: Subscriber, signal: AbortSignal): Call {
    return { authorization, requestId: this.#options.newRequestId(), signal };
  }
}

/** The same for all tabs of one person: those who were put off together ask again together, and so once. */
function jitterOf({ authorization }: Subscriber): number {
  if (authorization === undefined) return 0.5 + Math.random() / 2;
  return 0.5 + createHash('sha256').update(authorization).digest().readUInt32BE() / 2 ** 33;
}

function startOf(lastCursor: unknown, { cursor }: Admission): number {
  if (lastCursor === undefined || lastCursor === null) return cursor;
  if (typeof lastCursor === 'string' && /^\d{1,15}$/.test(lastCursor)) return Number(lastCursor);
  throw refused('BAD_USER_INPUT', 'extensions.lastCursor must be a cursor that came with a payload.');
}

function expired(): GraphQLError {
  const message =
    'What came after this cursor is no longer kept: query again, then subscribe without a cursor.';
  return refused('CURSOR_EXPIRED', message);
}
