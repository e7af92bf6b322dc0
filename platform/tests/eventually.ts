import { setTimeout as pause } from 'node:timers/promises';

/** Looks every few milliseconds until it holds, and says what it saw last when it never does. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean,
  patienceMs = 10_000,
): Promise<T> {
  const tooLate = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > tooLate) throw new Error(`it never came: ${JSON.stringify(seen)}`);
    await pause(5);
  }
}
