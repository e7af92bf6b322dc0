import { Client } from 'pg';
import { rounded } from '../bench/statistics.ts';
import type { Table } from '../bench/table.ts';
import { cpuOf, ownCpu } from '../lib/process.ts';
import type { Stage, Watched } from './stage.ts';

/** What one process did in a stretch of time. */
export interface Effort {
  readonly name: string;
  /** Of one core: 1 is all that a process of one thread can take. */
  readonly cores: number;
  /** The longest that its event loop was late, in milliseconds; null for what has none that we know of. */
  readonly loopMs: number | null;
}

/** Looks at the processes of a system between two edges. */
export class EffortWatch {
  readonly #stage: Stage;
  #began = 0;
  #before: readonly number[] = [];
  #transactions = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async begin(): Promise<void> {
    // Asking for the loop's figures begins them anew.
    await Promise.all(this.#stage.processes.map(loopOf));
    this.#transactions = await this.#transactionsSoFar();
    this.#before = this.#stage.processes.map(secondsOf);
    this.#began = performance.now();
  }

  /** What each has done since the beginning, whoever did most first, and the transactions of PostgreSQL. */
  async end(): Promise<{ efforts: readonly Effort[]; transactions: number }> {
    const seconds = (performance.now() - this.#began) / 1_000;
    const after = this.#stage.processes.map(secondsOf);
    const loops = await Promise.all(this.#stage.processes.map(loopOf));
    const efforts = this.#stage.processes.map(({ name }, n) => ({
      ...{ name, loopMs: loops[n] ?? null, cores: ((after[n] ?? 0) - (this.#before[n] ?? 0)) / seconds },
    }));
    const transactions = (await this.#transactionsSoFar()) - this.#transactions;
    return { efforts: efforts.toSorted((one, other) => other.cores - one.cores), transactions };
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

export function effortTable(efforts: readonly Effort[]): Table {
  return {
    title: 'who did the work',
    columns: ['cores', 'event loop late, ms at most'],
    rows: efforts.map(({ name, cores, loopMs }) => [
      name,
      rounded(cores),
      loopMs === null ? '' : rounded(loopMs),
    ]),
  };
}
