import { percentile } from './statistics.ts';

/** What clients saw who sent one request after the other. */
export interface Load {
  /** Milliseconds of each request. */
  readonly times: readonly number[];
  readonly perSecond: number;
}

/** So many clients at once, each of which sends the next request when the last one is answered. */
export async function load(clients: readonly (() => Promise<void>)[], requestsOfEach: number): Promise<Load> {
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(
    clients.map(async (send) => {
      for (let n = 0; n < requestsOfEach; n += 1) {
        const sent = performance.now();
        await send();
        times.push(performance.now() - sent);
      }
    }),
  );
  return { times, perSecond: (times.length / (performance.now() - began)) * 1_000 };
}

export const p50 = { name: 'p50 ms', of: ({ times }: Load) => percentile(times, 50) };
export const p95 = { name: 'p95 ms', of: ({ times }: Load) => percentile(times, 95) };
export const p99 = { name: 'p99 ms', of: ({ times }: Load) => percentile(times, 99) };
export const perSecond = { name: 'per second', of: ({ perSecond }: Load) => perSecond };
