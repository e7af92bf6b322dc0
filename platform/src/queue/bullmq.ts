import type { Job } from 'bullmq';
import { Fault } from '../fault.ts';
import type { Logger } from '../log.ts';
import { type Backend, backendOf, type QueuePlace, reachable } from './backends.ts';
import {
  type DeadJob,
  type Order,
  type Queue,
  type QueueCounts,
  type QueuedJob,
  type QueueSettings,
  queueSettings,
} from './queue.ts';

type BullPart = Backend['bull'] | ReturnType<Backend['worker']>;

export interface QueueOptions extends Partial<QueueSettings> {
  readonly place: QueuePlace;
  readonly log: Logger;
}

/** The queue over BullMQ, in Redis or in PostgreSQL. */
export class BullQueue implements Queue {
  readonly #backend: Backend;
  readonly #settings: QueueSettings;
  readonly #log: Logger;
  readonly #workers: BullPart[] = [];
  readonly #schedules = new Map<string, string>();
  readonly #asserting: NodeJS.Timeout;

  private constructor({ place, log, ...settings }: QueueOptions) {
    this.#settings = { ...queueSettings, ...settings };
    this.#log = log;
    this.#backend = backendOf(place, this.#settings);
    this.#backend.bull.on('error', (error) => log.warn({ err: error }, 'the queue cannot be reached'));
    this.#asserting = setInterval(() => this.#assertSchedules(), this.#settings.assertMs);
    this.#asserting.unref();
  }

  /** Waits for a Redis that is away. @throws when the database cannot be reached */
  static async open(options: QueueOptions): Promise<BullQueue> {
    const queue = new BullQueue(options);
    try {
      await queue.#backend.bull.waitUntilReady();
    } catch (error) {
      await queue.close();
      throw error;
    }
    return queue;
  }

  async add(order: Order): Promise<void> {
    const { name, data, opts } = bullJob(order);
    await this.#backend.bull.add(name, data, opts);
  }

  async addAll(orders: readonly Order[]): Promise<void> {
    const [first, ...more] = orders;
    if (first && more.length === 0) await this.add(first);
    else if (first) await this.#backend.bull.addBulk(orders.map(bullJob));
  }

  async work(handle: (job: QueuedJob) => Promise<void>, concurrency: number): Promise<void> {
    const log = this.#log;
    const worker = this.#backend.worker(async (job: Job) => {
      const { name, data, opts, attemptsMade } = job;
      const lastAttempt = attemptsMade + 1 >= (opts.attempts ?? 1);
      try {
        await handle({
          id: String(job.id),
          name,
          data: data as unknown,
          attempt: attemptsMade + 1,
          lastAttempt,
        });
      } catch (error) {
        throw Fault.of(error);
      }
    }, concurrency);
    worker.on('error', (error) => log.warn({ err: error }, 'a worker met an error'));
    worker.on('stalled', (jobId) => log.warn({ jobId }, 'a worker died over a job, which goes to another'));
    worker.on('failed', (job, error) => {
      const dead = job?.finishedOn !== undefined;
      log[dead ? 'error' : 'warn']({ jobId: job?.id, err: error }, dead ? 'a job is dead' : 'a job failed');
    });
    this.#workers.push(worker);
    await worker.waitUntilReady();
  }

  async schedule(name: string, cron: string): Promise<void> {
    this.#schedules.set(name, cron);
    const { bull } = this.#backend;
    // A schedule that stands is left alone: setting it again would drop a run whose hour came while nothing ran.
    const stands = async () => (await bull.getJobScheduler(name))?.pattern === cron;
    if (await stands()) return;
    const { scheduleAttempts: attempts, scheduleBackoffMs: backoffMs } = this.#settings;
    const template = { name, data: {}, opts: retrying(attempts, backoffMs) };
    try {
      await bull.upsertJobScheduler(name, { pattern: cron, tz: 'UTC' }, template);
    } catch (error) {
      // Another process was faster.
      if (!(await stands())) throw error;
    }
  }

  async keepSchedules(names: readonly string[]): Promise<void> {
    const { bull } = this.#backend;
    for (const { key } of await bull.getJobSchedulers()) {
      if (names.includes(key)) continue;
      this.#schedules.delete(key);
      await bull.removeJobScheduler(key);
    }
  }

  async dead(limit = 100): Promise<DeadJob[]> {
    const jobs = await this.#backend.bull.getFailed(0, limit - 1);
    return jobs.map((job) => ({
      id: String(job.id),
      name: job.name,
      data: job.data as unknown,
      attempts: job.attemptsMade,
      reason: job.failedReason,
      diedAt: new Date(job.finishedOn ?? job.timestamp),
    }));
  }

  async replay(id: string): Promise<void> {
    const { name, data, opts } = await this.#remove(id);
    const { delay: backoffMs = 0 } = typeof opts.backoff === 'object' ? opts.backoff : {};
    // Added anew rather than retried, which would keep the count of workers that died over it.
    await this.add({
      id: id.replaceAll(':', '-'),
      name,
      data: data as unknown,
      attempts: opts.attempts ?? 1,
      backoffMs,
    });
  }

  async discard(id: string): Promise<void> {
    await this.#remove(id);
  }

  async counts(): Promise<QueueCounts> {
    const counts = await this.#backend.bull.getJobCounts('waiting', 'active', 'delayed', 'failed');
    const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
    return { waiting, active, delayed, dead: failed };
  }

  async close(): Promise<void> {
    clearInterval(this.#asserting);
    await Promise.all(this.#workers.map((worker) => this.#end(worker)));
    await this.#end(this.#backend.bull);
  }

  async #end(part: BullPart): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('a job takes too long')), this.#settings.drainMs);
    });
    try {
      await Promise.race([farewell(part), late]);
    } catch (error) {
      this.#log.warn({ err: error }, 'the queue is left without farewell');
    } finally {
      clearTimeout(timer);
    }
  }

  async #remove(id: string): Promise<Job> {
    const { bull } = this.#backend;
    const job: Job | undefined = await bull.getJob(id);
    if (!job || !(await job.isFailed())) throw new Error(`there is no dead job ${id}`);
    await bull.remove(id);
    return job;
  }

  #assertSchedules(): void {
    const all = [...this.#schedules].map(([name, cron]) => this.schedule(name, cron));
    Promise.all(all).catch((error: unknown) =>
      this.#log.warn({ err: error }, 'the schedules could not be asserted'),
    );
  }
}

/** A link that is down is given up; what runs is then another worker's, once its lock has run out. */
async function farewell(part: BullPart): Promise<void> {
  const backend = part.getBackend();
  if (await reachable(backend)) await part.close();
  else if ('concurrency' in part) await part.close(true);
  else await backend.close(true);
}

function bullJob({ id, name, data, attempts, backoffMs }: Order) {
  if (id.includes(':')) throw new Error(`a job's id holds no colon: ${id}`);
  return { name, data, opts: { jobId: id, ...retrying(attempts, backoffMs) } };
}

function retrying(attempts: number, backoffMs: number) {
  const backoff = { type: 'doubling', delay: backoffMs };
  return { attempts, backoff, removeOnComplete: true, removeOnFail: false, stackTraceLimit: 3 };
}
