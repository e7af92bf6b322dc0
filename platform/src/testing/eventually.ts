import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks now and then until it holds.
 * @throws with what was seen last when it never does; `what` says what should have come to be
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean,
  { what = '', patienceMs = 10_000, everyMs = 5 } = {},
): Promise<T> {
  const tooLate = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > tooLate)
      throw new Error(`it never came${what && ` to be ${what}`}: ${JSON.stringify(seen)}`);
    await pause(everyMs);
  }
}
