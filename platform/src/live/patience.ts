import { setTimeout as pause } from 'node:timers/promises';
import { LogLost } from './log.ts';

/** Tries again while the log waits to be restored, for as long as `patienceMs`. @throws LogLost then */
export async function whileLost<T>(patienceMs: number, attempt: () => Promise<T>): Promise<T> {
  const tooLate = performance.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LogLost) || performance.now() >= tooLate) throw error;
    }
    await pause(Math.min(50, patienceMs));
  }
}
