import { eventually } from '@learnova/platform/testing/eventually';

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Looks now and then until it holds: at processes, which take their time. */
export function until<T>(
  what: string,
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean,
  patienceMs = 60_000,
): Promise<T> {
  return eventually(look, holds, { what, patienceMs, everyMs: 50 });
}

/** @throws when it takes longer than so many milliseconds */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${ms} ms: ${what}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** All of them at once. When one fails the others are waited for all the same: nothing goes on behind the next test. */
export async function together<T extends readonly Promise<unknown>[]>(
  ...all: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
