import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from './stage.ts';
import { until } from './wait.ts';

/** A figure that the gateway tells; 0 where it tells none of this name. */
export async function figureOf({ cluster }: Stage, name: string): Promise<number> {
  const answer = await fetch(`${cluster.url}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const lines = (await answer.text()).split('\n');
  return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length) ?? 0);
}

/** Bytes of the heap of the process in which the gateway runs that are taken once all garbage is collected. */
export async function heapOf({ cluster, folder }: Stage): Promise<number> {
  const file = join(folder, `heap-${cluster.pid('gateway')}`);
  await rm(file, { force: true });
  process.kill(cluster.pid('gateway'), 'SIGUSR2');
  const read = () => readFile(file, 'utf8').then(Number, () => 0);
  return until('a heap that is told', read, (bytes) => bytes > 0);
}
