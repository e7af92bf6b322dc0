import { pathToFileURL } from 'node:url';
import type { Table } from '../table.ts';

/** Bytes of a process, after what nobody needs was thrown away. */
export interface Footprint {
  /** In the heap, and what objects in it hold outside: buffers above all. */
  readonly held: number;
  readonly rss: number;
}

const teller = new URL('tell-memory.mjs', import.meta.url).href;

/** Flags of Node by which a process can be asked. */
export const askable = `--import=${teller.startsWith('file:') ? teller : pathToFileURL(teller).href}`;

/** Reads what processes say, and asks those that were started with `askable`. */
export class MemoryOf {
  readonly #waiting = new Map<number, (found: Footprint) => void>();

  /** To be given each line that the processes print. */
  readonly onLine = (line: string): void => {
    const text = /^memory (\{.*\})$/.exec(line)?.[1];
    if (!text) return;
    const { pid, heapUsed, external, rss } = JSON.parse(text) as Record<string, number>;
    this.#waiting.get(pid ?? 0)?.({ held: (heapUsed ?? 0) + (external ?? 0), rss: rss ?? 0 });
  };

  async of(pid: number): Promise<Footprint> {
    const found = new Promise<Footprint>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`process ${pid} does not tell its memory`)), 30_000);
      this.#waiting.set(pid, (footprint) => {
        clearTimeout(timer);
        resolve(footprint);
      });
    });
    process.kill(pid, 'SIGUSR2');
    return found;
  }
}

/** @param rows what a process took before and with so many connections, the baseline first */
export function memoryTable(
  connections: number,
  rows: readonly (readonly [name: string, before: Footprint, during: Footprint])[],
): Table {
  const [baseline] = rows;
  const kilobytes = (after: number, before: number) => (after - before) / connections / 1024;
  const cells = rows.map(([name, before, during]) => {
    const [held, rss] = [kilobytes(during.held, before.held), kilobytes(during.rss, before.rss)];
    const base = baseline && kilobytes(baseline[2].held, baseline[1].held);
    const ratio = base ? held / base : 1;
    const megabytes = [before.rss, during.rss].map((bytes) => (bytes / 2 ** 20).toFixed(0));
    return [name, held.toFixed(1), ratio.toFixed(2), rss.toFixed(1), ...megabytes];
  });
  return {
    title: `memory of the process that holds ${connections} sockets, KB a connection`,
    columns: ['heap and external', 'ratio', 'RSS', 'RSS before, MB', 'with them, MB'],
    rows: cells,
  };
}
