import { setTimeout as pause } from 'node:timers/promises';

/** Looks until what is expected holds; the last fault is told when it never does. */
export async function eventually(look: () => void | Promise<void>, patienceMs = 8_000): Promise<void> {
  const tooLate = performance.now() + patienceMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > tooLate) throw error;
    }
    await pause(3);
  }
}
