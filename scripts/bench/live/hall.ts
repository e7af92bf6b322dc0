import { fileURLToPath } from 'node:url';
import type { LiveLog } from '@learnova/platform/live/log';
import { RedisLog } from '@learnova/platform/live/redis-log';
import { silent } from '@learnova/platform/log';
import { Redis } from 'ioredis';
import { startProgram } from '../../lib/process.ts';
import { type ProcessName, startServices } from '../../lib/services.ts';
import type { Stage } from '../../load/stage.ts';
import { writeSchool } from '../../seed/seed.ts';
import type { Scope } from '../benchmark.ts';
import { openGround } from '../ground.ts';
import type { BenchSchool } from '../school.ts';
import { askable, MemoryOf } from './memory.ts';
import type { Told } from './shows.ts';

/** A process that holds sockets. */
export interface Holder {
  readonly name: string;
  readonly pid: number;
}

/** The system as separate processes, and beside it the bare server of the same Redis. */
export interface Hall extends Stage {
  readonly gateway: Holder;
  readonly bare: Holder & { readonly port: number };
  readonly memory: MemoryOf;
  /** Writes to the live log as the relay does. */
  publish(told: Told): Promise<unknown>;
  publishBare(told: Told, text: string): Promise<unknown>;
}

/** An admission is asked for again after a minute; here later, so that a slow machine does nothing else. */
const admittedMs = 20 * 60_000;

export async function openHall(scope: Scope, school: BenchSchool): Promise<Hall> {
  const ground = scope.keep(await openGround({ redis: true }));
  const memory = new MemoryOf();
  const redisUrl = ground.redisUrl ?? '';
  const services = await startServices({
    environment: { ...ground.environment, NODE_OPTIONS: askable, READMIT_AFTER_MS: String(admittedMs) },
    prepare: (running) => writeSchool(running, school),
    ports: 'free',
    onLine: memory.onLine,
  });
  scope.keep({ [Symbol.asyncDispose]: () => services.stop() });
  const bare = await startBare(scope, redisUrl, memory);
  const redis = new Redis(redisUrl);
  const liveLog = new RedisLog({ redisUrl, log: silent });
  scope.keep({
    [Symbol.asyncDispose]: async () => {
      redis.disconnect();
      await liveLog.close();
    },
  });
  const watched = ([name, { pid }]: [ProcessName, { pid: number }]) => ({
    ...{ name, pid, metrics: `http://127.0.0.1:${services.ports[name]}/metrics` },
  });
  const servers = ground.pids.map((pid, n) => ({
    name: ['postgresql', 'redis'][n] ?? '',
    pid,
    metrics: null,
  }));
  return {
    url: services.url,
    databaseUrl: ground.databaseUrl,
    processes: [
      ...[...services.programs].map(watched),
      ...servers,
      { name: 'this client', pid: process.pid, metrics: null },
    ],
    gateway: { name: 'through the gateway', pid: services.programs.get('gateway')?.pid ?? 0 },
    bare,
    memory,
    publish: publisher(liveLog),
    publishBare: ({ pointer }, text) => redis.publish(`bare:${pointer.topic}`, text),
  };
}

/** Numbers go on from where the log is: from the first call on, nobody else may write to it. */
function publisher(liveLog: LiveLog): Hall['publish'] {
  let number: Promise<number> | undefined;
  return async ({ pointer }) => {
    number = (number ?? liveLog.position()).then((last) => last + 1);
    await liveLog.append(await number, [pointer]);
  };
}

async function startBare(scope: Scope, redisUrl: string, memory: MemoryOf): Promise<Hall['bare']> {
  const file = fileURLToPath(new URL('bare-sockets.main.ts', import.meta.url));
  const { PATH, HOME } = process.env;
  let listens: (port: number) => void = () => undefined;
  const listening = new Promise<number>((resolve) => {
    listens = resolve;
  });
  const program = startProgram(file, [redisUrl], { PATH, HOME, NODE_OPTIONS: askable }, (line) => {
    memory.onLine(line);
    const port = /^listening (\d+)$/.exec(line)?.[1];
    if (port) listens(Number(port));
  });
  scope.keep({
    [Symbol.asyncDispose]: async () => {
      await program.stop(2_000);
    },
  });
  const ended = program.exited.then((code) => {
    throw new Error(`the bare server ended: ${code}`);
  });
  ended.catch(() => undefined);
  return {
    name: 'bare PUBLISH and bare sockets',
    pid: program.pid,
    port: await Promise.race([listening, ended]),
  };
}
