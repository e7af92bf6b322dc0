import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { freePort } from '../ports.ts';
import { startTied, type Tied } from '../postgres/tied.ts';

/** A Redis of its own: a test may empty, stop and kill it. */
export interface PrivateRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** SIGKILL: as a machine that loses power. `startRedis({ port })` is then its empty successor. */
  kill(): Promise<void>;
  /** SIGTERM: what it was told it has written by then, where it writes. */
  stop(): Promise<void>;
}

/** Where `redis-server` lies, or null where it is not on the PATH. */
export function redisProgram(): string | null {
  const found = spawnSync('/bin/sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : null;
}

export interface RedisPlace {
  /** A free one, if left out. */
  readonly port?: number;
  /** Where it appends all that it is told, as that of an installation does, and reads it when it starts; else nothing is kept. */
  readonly folder?: string;
}

/** It ends with this process at the latest. @throws when `redis-server` is not installed, or the port asked for is taken. */
export async function startRedis({ port, folder }: RedisPlace = {}): Promise<PrivateRedis> {
  if (port !== undefined) return startOn(port, folder);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(await freePort(), folder);
    } catch (error) {
      // Somebody else took the port between the look and the start.
      if (attempt === 5 || !String(error).includes('Address already in use')) throw error;
    }
  }
}

async function startOn(port: number, folder: string | undefined): Promise<PrivateRedis> {
  const program = redisProgram();
  if (!program) throw new Error('redis-server is not on the PATH');
  const settings = [
    ['port', String(port)],
    ['bind', '127.0.0.1'],
    ['dir', folder ?? tmpdir()],
    ['save', ''],
    ['appendonly', folder === undefined ? 'no' : 'yes'],
    ['maxmemory-policy', 'noeviction'],
  ];
  const args = settings.flatMap(([name, value = '']) => [`--${name}`, value]);
  const { pid, server } = await serving(program, args);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid,
    async kill() {
      process.kill(pid, 'SIGKILL');
      await server.ended;
    },
    async stop() {
      server.end();
      await server.ended;
    },
  };
}

/** Redis tells its own number in the line that says that it serves. */
function serving(program: string, args: readonly string[]): Promise<{ pid: number; server: Tied }> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const log = (line: string) => {
      said.push(line);
      const ready = /^(\d+):M .*Ready to accept connections/.exec(line);
      if (ready) resolve({ pid: Number(ready[1]), server });
    };
    const server = startTied(program, args, { account: null, signal: 'TERM', log });
    server.ended.then(
      (code) => reject(new Error(`redis-server ended with ${code}:\n${said.join('\n')}`)),
      reject,
    );
  });
}
