import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Program {
  readonly pid: number;
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** SIGTERM, and SIGKILL when it still runs after so many milliseconds. Resolves when it is gone. */
  stop(withinMs: number): Promise<number | null>;
}

const preload = (file: string) => ['--import', new URL(file, import.meta.url).href];
/** As scripts/launch.mjs does it; a test, which runs under other flags, starts programs too. */
const flags = ['--conditions=source', ...preload('../swc-hooks.mjs'), ...preload('./tied.mjs')];

/**
 * Starts another program of this repository from its source, on the Node that runs this one.
 * It is in a session of its own, hears no Ctrl-C, and ends at the latest together with this process.
 * @param onLine gets what it prints, standard output and errors alike.
 */
export function startProgram(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Program {
  const child = spawn(process.execPath, [...flags, file, ...args], {
    detached: true,
    env: { ...environment, LEARNOVA_TIED_BY: '3' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', onLine);
  // Nobody reads from it, so nobody would notice that its other end has gone.
  child.once('exit', () => child.stdio[3]?.destroy());
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { pid: child.pid ?? 0, exited, stop: (withinMs) => stop(child, exited, withinMs) };
}

async function stop(
  child: ChildProcess,
  exited: Promise<number | null>,
  withinMs: number,
): Promise<number | null> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  return exited.finally(() => clearTimeout(timer));
}

export interface Memory {
  readonly pid: number;
  readonly command: string;
  /** Proportional set size in bytes: memory shared by n processes counts a nth for each. */
  readonly pss: number;
}

/** Memory of a process and all its descendants; Linux alone tells it. Those of other users are told to root alone. */
export function memoryOf(root: number): readonly Memory[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const tree = (pid: number): number[] => [
    pid,
    ...(children.get(pid) ?? []).flatMap((child) => tree(child.pid)),
  ];
  return tree(root).flatMap((pid) => {
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    const command = read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim();
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup ?? '')?.[1];
    return kilobytes && command ? [{ pid, command, pss: Number(kilobytes) * 1024 }] : [];
  });
}

function processes(): { pid: number; parent: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null;
    return stat
      ? [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }]
      : [];
  });
}

/** Null when the process has ended meanwhile. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
