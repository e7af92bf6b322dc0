/** What is to be done: a name that says who does it, and data that holds ids and never people. */
export interface Order {
  /** Adding the same id again, while it waits, runs or lies dead, adds nothing. Holds no colon. */
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** Tries before the job counts as dead. */
  readonly attempts: number;
  /** The wait after the first failure; it doubles each time, up to an hour. */
  readonly backoffMs: number;
}

export interface QueuedJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  /** 1 for the first try. A worker that died does not count as one. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
}

/** A job that failed in all its attempts. It stays until somebody replays or discards it. */
export interface DeadJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
  readonly attempts: number;
  /** The last error's name and code: its message might hold personal data. */
  readonly reason: string;
  readonly diedAt: Date;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  /** Waiting for a retry, or for the hour of a schedule. */
  readonly delayed: number;
  readonly dead: number;
}

/**
 * Work for the workers, at least once. It may lose what it holds: the outbox keeps each message until its inbox entry is
 * written, and the relay adds again what is missing. So a finished job leaves no trace here.
 */
export interface Queue {
  /** @throws at once when the queue cannot be reached */
  add(order: Order): Promise<void>;
  /** All of them in one step. @throws at once when the queue cannot be reached */
  addAll(orders: readonly Order[]): Promise<void>;
  /** Takes jobs from here on, `concurrency` at a time; a job whose handler throws is tried again. */
  work(handle: (job: QueuedJob) => Promise<void>, concurrency: number): Promise<void>;
  /**
   * Runs a job of this name by a cron pattern in UTC. Idempotent, also across processes; an hour that passed while nothing
   * ran is made up for once. It is asserted again now and then, for a queue that was emptied.
   */
  schedule(name: string, cron: string): Promise<void>;
  /** Ends every schedule that is not named. */
  keepSchedules(names: readonly string[]): Promise<void>;
  /** The latest first. */
  dead(limit?: number): Promise<DeadJob[]>;
  /** Gives a dead job all its attempts again. @throws when there is none of that id */
  replay(id: string): Promise<void>;
  /** Forgets a dead job. The relay adds it again unless its message has been settled before. @throws as `replay` */
  discard(id: string): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Takes no more jobs, and lets those that run finish; what does not finish in time goes to another worker. */
  close(): Promise<void>;
}

/** Milliseconds, unless it says otherwise. Tests set them low. */
export interface QueueSettings {
  /** A worker that has not said for so long that it is alive has lost its job. */
  readonly lockMs: number;
  /** How often lost jobs are looked for. */
  readonly stalledMs: number;
  /** How many workers a job may take down with it before it counts as dead. */
  readonly maxStalls: number;
  /** How long an idle worker waits to be woken before it looks by itself. */
  readonly pollMs: number;
  /** How long a worker waits before it tries to reach a queue that was gone. */
  readonly retryMs: number;
  /** How often schedules are asserted. */
  readonly assertMs: number;
  /** How long `close` waits for running jobs. */
  readonly drainMs: number;
  /** Attempts of a schedule's run, and the wait after the first failure. */
  readonly scheduleAttempts: number;
  readonly scheduleBackoffMs: number;
}

export const queueSettings: QueueSettings = {
  lockMs: 15_000,
  stalledMs: 5_000,
  maxStalls: 50,
  pollMs: 5_000,
  retryMs: 500,
  assertMs: 60_000,
  drainMs: 15_000,
  scheduleAttempts: 6,
  scheduleBackoffMs: 30_000,
};
