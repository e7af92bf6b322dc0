import type { LogEntry } from '@learnova/platform/live/log';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Backlog } from './backlog.ts';
import { payloadOf } from './payload.ts';
import type { OpenTopic } from './topics.ts';

export interface StreamSource {
  /** Milliseconds until it wants to be asked again; errors end the stream. */
  readmit(signal: AbortSignal): Promise<number | readonly GraphQLError[]>;
  /** @param failures how often the owner has failed over this entry since it was away last */
  deliver(entry: LogEntry, signal: AbortSignal, failures: number): Promise<Delivery>;
  /** Called once, when the stream ends for whatever reason. */
  closed(): void;
}

/** What becomes of one entry. */
export interface Delivery {
  /** What the subscriber gets; undefined for nothing. */
  readonly result?: ExecutionResult;
  /** The stream ends with the result and without the entry: a resumption begins before it. */
  readonly isLast?: boolean;
  /** Nobody could tell yet: the entry is kept, and tried again. */
  readonly isPutOff?: boolean;
  /** It is put off because the owner is there and failed over it. */
  readonly hasFailed?: boolean;
}

export interface StreamSettings {
  /** The number after which the subscriber begins. */
  readonly cursor: number;
  /** Begins with a payload without data, so that the client knows from where on it misses nothing. */
  readonly announce: boolean;
  /** Milliseconds for which the first admission holds. */
  readonly admittedForMs: number;
  /** Before an entry is tried again; doubled each time, up to so many times as `LONGEST` says. */
  readonly retryMs: number;
  /** The share of that which it waits, from a half to all of it: not everybody at the same moment. */
  readonly jitter: number;
}

/** How many times the first wait the longest one is: two seconds for one of 50 ms. */
const LONGEST = 40;
/** The same for another look at a log that could not be read. */
const LOOK_AGAIN = 5;

interface Waiter {
  resolve(result: IteratorResult<ExecutionResult>): void;
  reject(error: unknown): void;
}

const done: IteratorResult<ExecutionResult> = { done: true, value: undefined };

/**
 * One subscription of one client. It is pulled: nothing is delivered before the last payload has left for the socket, so
 * a slow client holds back itself alone. The source is aborted when the subscriber leaves.
 *
 * Written by hand because `return()` of an async generator waits for a parked `next()`: leaving must free the topic now.
 */
export class LiveStream implements AsyncIterableIterator<ExecutionResult> {
  readonly #source: StreamSource;
  readonly #settings: StreamSettings;
  readonly #backlog: Backlog;
  readonly #topic: OpenTopic;
  readonly #abort = new AbortController();
  readonly #waiters: Waiter[] = [];
  /** Up to where the subscriber has everything: what it resumes from. */
  #cursor: number;
  #isRunning = false;
  #isEnded = false;
  #isAnnounced = false;
  #readmitAt: number;
  #readAt = 0;
  /** The entry that was put off, how often, over which failures, and when it is tried again. Those after it wait. */
  #pending: LogEntry | undefined;
  #putOffs = 0;
  #failures = 0;
  #tryAt = 0;
  /** With which it ends, once what is under way has been given. */
  #lastErrors: readonly GraphQLError[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param topic is ready, and closed by the stream. */
  constructor(source: StreamSource, backlog: Backlog, topic: OpenTopic, settings: StreamSettings) {
    this.#source = source;
    this.#backlog = backlog;
    this.#topic = topic;
    this.#settings = settings;
    this.#cursor = settings.cursor;
    this.#readmitAt = performance.now() + settings.admittedForMs;
  }

  next(): Promise<IteratorResult<ExecutionResult>> {
    if (this.#isEnded) return Promise.resolve(done);
    const result = new Promise<IteratorResult<ExecutionResult>>((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
    void this.run();
    return result;
  }

  return(): Promise<IteratorResult<ExecutionResult>> {
    this.#end();
    return Promise.resolve(done);
  }

  throw(error?: unknown): Promise<IteratorResult<ExecutionResult>> {
    this.#end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends it with these, once what is under way has been given. */
  finish(errors: readonly GraphQLError[]): void {
    this.#lastErrors = errors;
    void this.run();
  }

  /** The admission is worth nothing any more: asks for one before anything else. */
  readmitNow(): void {
    this.#readmitAt = 0;
    void this.run();
  }

  /** Works as long as somebody waits for a payload and there is something to do. Never rejects. */
  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      // That there is nothing to do is found out and acted upon in one go: a push in between would go unseen.
      for (let work = this.#work(); work; work = this.#work()) await work;
    } catch (error) {
      const waiter = this.#waiters.shift();
      this.#end();
      waiter?.reject(error);
    }
    this.#isRunning = false;
    this.#arm();
  }

  /** Begins what comes first; undefined when there is nothing to do. */
  #work(): Promise<void> | undefined {
    if (this.#isEnded || this.#waiters.length === 0) return undefined;
    if (this.#lastErrors) return this.#finish(this.#lastErrors);
    if (this.#settings.announce && !this.#isAnnounced) return this.#announce();
    const now = performance.now();
    if (now >= this.#readmitAt) return this.#readmit();
    if (this.#pending && now < this.#tryAt) return undefined;
    const entry = this.#pending ?? this.#backlog.take();
    if (entry) return this.#deliver(entry);
    return this.#backlog.needsReading && now >= this.#readAt ? this.#read() : undefined;
  }

  async #announce(): Promise<void> {
    this.#isAnnounced = true;
    this.#give({ data: null, extensions: { admitted: true } }, false);
  }

  async #finish(errors: readonly GraphQLError[]): Promise<void> {
    this.#give({ data: null, errors }, true);
  }

  async #readmit(): Promise<void> {
    const answer = await this.#source.readmit(this.#abort.signal);
    if (typeof answer !== 'number') return this.#give({ data: null, errors: answer }, true);
    this.#readmitAt = performance.now() + answer;
  }

  async #deliver(entry: LogEntry): Promise<void> {
    const { signal } = this.#abort;
    const delivery = await this.#source.deliver(entry, signal, this.#failures);
    const { result, isLast, isPutOff, hasFailed } = delivery;
    this.#failures = hasFailed ? this.#failures + 1 : 0;
    if (isPutOff) return this.#putOff(entry);
    this.#pending = undefined;
    this.#putOffs = 0;
    if (!isLast) this.#cursor = entry.number;
    if (result) this.#give(result, isLast ?? false);
  }

  #putOff(entry: LogEntry): void {
    const { retryMs, jitter } = this.#settings;
    const wait = retryMs * Math.min(2 ** this.#putOffs, LONGEST);
    this.#pending = entry;
    this.#putOffs += 1;
    this.#tryAt = performance.now() + wait * jitter;
  }

  async #read(): Promise<void> {
    try {
      await this.#backlog.read(() => this.#topic.last);
    } catch (error) {
      if (error instanceof GraphQLError) throw error;
      this.#readAt = performance.now() + this.#settings.retryMs * LOOK_AGAIN;
    }
  }

  #give(result: ExecutionResult, isLast: boolean): void {
    const waiter = this.#waiters.shift();
    if (isLast) this.#end();
    waiter?.resolve({ done: false, value: payloadOf(result, String(this.#cursor)) });
  }

  /** One timer, for whatever is due next. When nobody waits, the next call of `next()` looks what is due. */
  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#isEnded || this.#waiters.length === 0) return;
    const next = Math.min(this.#readmitAt, this.#pending ? this.#tryAt : this.#readAtEarliest());
    this.#timer = setTimeout(() => void this.run(), Math.max(0, Math.ceil(next - performance.now())));
  }

  #readAtEarliest(): number {
    return this.#backlog.needsReading ? this.#readAt : Number.POSITIVE_INFINITY;
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#topic.close();
    this.#abort.abort();
    this.#source.closed();
    for (const waiter of this.#waiters.splice(0)) waiter.resolve(done);
  }
}
