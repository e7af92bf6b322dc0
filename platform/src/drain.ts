import type { Logger } from './log.ts';

/**
 * Runs `drain` once, on the first SIGTERM or SIGINT, then lets the process end. A second signal ends it at once.
 * @param graceMs how long draining may take before the process ends all the same.
 */
export function drainOnSignal(drain: () => Promise<void>, log: Logger, graceMs = 20_000): void {
  let draining = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (draining) process.exit(130);
    draining = true;
    log.info({ signal }, 'draining');
    const timer = setTimeout(() => {
      log.error('draining took too long');
      process.exit(1);
    }, graceMs);
    timer.unref();
    drain().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'draining failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
