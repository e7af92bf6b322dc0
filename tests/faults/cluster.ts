import { join } from 'node:path';
import type { Environment } from '@learnova/platform/config';
import { freePort } from '@learnova/platform/ports';
import { type Program, startProgram } from '../../scripts/lib/process.ts';
import { type Services, startServices } from '../../scripts/lib/services.ts';
import { until } from './wait.ts';

export type Victim = 'attendance' | 'workers' | 'gateway';

/** The processes of a system. */
export interface Cluster {
  /** Where the gateway listens. */
  readonly url: string;
  /** What crash-at.mjs calls the process in which this part runs. */
  programOf(victim: Victim): string;
  /** The exit code of the process in which this part runs, once it has ended; null when a signal ended it. */
  ended(victim: Victim): Promise<number | null>;
  pid(victim: Victim): number;
  /** @param signal SIGKILL unless said otherwise; at SIGTERM it ends in good order */
  kill(victim: Victim, signal?: NodeJS.Signals): void;
  /** Starts again what has ended; resolves when it is ready. @param more settings over those of all */
  restart(victim: Victim, more?: Environment): Promise<void>;
  /** Where the health of the process of this part is told. */
  healthUrl(victim: Victim): string;
  /** A second process of the workers, ready to stand by. */
  addWorkers(): Promise<{ program: Program; url: string }>;
  /** The processes by their services; null where there is one for all. */
  readonly services: Services | null;
  /** What the processes have said on standard output and error. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

const root = join(__dirname, '../..');

export async function servicesCluster(environment: Environment): Promise<Cluster> {
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  const services = await startServices({ environment, ports: 'free', onLine });
  const { url, ports, programs } = services;
  const more: Program[] = [];
  const program = (name: Victim) => {
    const found = programs.get(name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  };
  return {
    url,
    lines,
    programOf: (victim) => victim,
    ended: (victim) => program(victim).exited,
    pid: (victim) => program(victim).pid,
    kill: (victim, signal = 'SIGKILL') => process.kill(program(victim).pid, signal),
    restart: (victim, more) => services.restart(victim, more),
    healthUrl: (victim) => `http://127.0.0.1:${ports[victim]}`,
    services,
    addWorkers: async () => {
      const { port, program: added } = await services.another('workers');
      more.push(added);
      return { program: added, url: `http://127.0.0.1:${port}` };
    },
    stop: async () => {
      await Promise.all(more.map((one) => one.stop(20_000)));
      await services.stop();
    },
  };
}

export async function wholeCluster(environment: Environment): Promise<Cluster> {
  const lines: string[] = [];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = (more: Environment = {}) =>
    startProgram(
      join(root, 'tests/setup/whole.main.ts'),
      [],
      { ...environment, ...more, PORT: String(port) },
      (line) => lines.push(line),
    );
  let program = start();
  const stop = () => program.stop(20_000);
  try {
    await ready(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    lines,
    programOf: () => 'whole',
    ended: () => program.exited,
    pid: () => program.pid,
    kill: (_victim, signal = 'SIGKILL') => process.kill(program.pid, signal),
    restart: async (_victim, more) => {
      program = start(more);
      await ready(url);
    },
    healthUrl: () => url,
    services: null,
    addWorkers: () => Promise.reject(new Error('one process has no second one')),
    stop: async () => {
      await stop();
    },
  };
}

async function ready(url: string): Promise<void> {
  const look = async () => {
    try {
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch (error) {
      return String(error);
    }
  };
  await until(`ready at ${url}`, look, (seen) => seen === true);
}
