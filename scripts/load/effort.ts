import { Client } from 'pg';
import { rounded } from '../bench/statistics.ts';
import type { Table } from '../bench/table.ts';
import { cpuOf, machineCpu, ownCpu } from '../lib/process.ts';
import type { Stage, Watched } from './stage.ts';

/** What one process did in a stretch of time. */
export interface Effort {
  readonly name: string;
  /** Of one core: 1 is all that a process of one thread can take. */
  readonly cores: number;
  /** The longest that its event loop was late, in milliseconds; null for what has none that we know of. */
  readonly loopMs: number | null;
}

/** What the processes of a system did together. */
export interface Stretch {
  /** Whoever did most comes first. */
  readonly efforts: readonly Effort[];
  /** Cores that all of them took. */
  readonly own: number;
  /** Cores that strangers took meanwhile: what these have, the system has not. */
  readonly others: number;
  /** Of PostgreSQL. */
  readonly transactions: number;
}

/** Looks at the processes of a system between two edges. */
export class EffortWatch {
  readonly #stage: Stage;
  #began = 0;
  #before: readonly number[] = [];
  #machine = 0;
  #transactions = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async begin(): Promise<void> {
    // Asking for the loop's figures begins them anew.
    await Promise.all(this.#stage.processes.map(loopOf));
    this.#transactions = await this.#transactionsSoFar();
    this.#machine = machineCpu();
    this.#before = this.#stage.processes.map(secondsOf);
    this.#began = performance.now();
  }

  async end(): Promise<Stretch> {
    const seconds = (performance.now() - this.#began) / 1_000;
    const machine = (machineCpu() - this.#machine) / seconds;
    const after = this.#stage.processes.map(secondsOf);
    const loops = await Promise.all(this.#stage.processes.map(loopOf));
    const efforts = this.#stage.processes.map(({ name }, n) => ({
      ...{ name, loopMs: loops[n] ?? null, cores: ((after[n] ?? 0) - (this.#before[n] ?? 0)) / seconds },
    }));
    const transactions = (await this.#transactionsSoFar()) - this.#transactions;
    const own = efforts.reduce((sum, { cores }) => sum + cores, 0);
    const byCores = efforts.toSorted((one, other) => other.cores - one.cores);
    return { efforts: byCores, own, others: Math.max(0, machine - own), transactions };
  }

  async #transactionsSoFar(): Promise<number> {
    const client = new Client(this.#stage.databaseUrl);
    await client.connect();
    try {
      const { rows } = await client.query<{ count: string }>(
        'select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()',
      );
      return Number(rows[0]?.count);
    } finally {
      await client.end();
    }
  }
}

/** This process has started the others, whose time is not its own. */
function secondsOf({ pid }: Watched): number {
  return pid === process.pid ? ownCpu() : cpuOf(pid);
}

async function loopOf({ metrics }: Watched): Promise<number | null> {
  if (!metrics) return null;
  const text = await (await fetch(metrics, { signal: AbortSignal.timeout(10_000) })).text();
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

export function effortTable({ efforts, own, others }: Stretch): Table {
  return {
    title: 'who did the work',
    columns: ['cores', 'event loop late, ms at most'],
    rows: [
      ...efforts.map(({ name, cores, loopMs }) => [
        name,
        rounded(cores),
        loopMs === null ? '' : rounded(loopMs),
      ]),
      ['(all of these)', rounded(own), ''],
      ['(others on this machine)', rounded(others), ''],
    ],
  };
}
