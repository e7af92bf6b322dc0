import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { redisProgram } from '@learnova/platform/testing/redis';

/** What the figures were measured on, a line a fact; the last one warns when others use the machine. */
export function machineFacts(): string[] {
  const cores = availableParallelism();
  const [load = 0] = loadavg();
  const redis = redisProgram();
  const version = redis && /v=([\d.]+)/.exec(execFileSync(redis, ['--version'], { encoding: 'utf8' }))?.[1];
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `${cores} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GB, Node ${process.version}, Redis ${version ?? 'none'}`,
    `load average at the start: ${load.toFixed(2)}`,
    ...(load > cores / 2
      ? ['WARNING: the machine is busy with something else. Trust the ratios, not the times.']
      : []),
  ];
}
