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
 * @param input what it reads from standard input; nothing if left out
 */
export function startProgram(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
  input = '',
): Program {
  const child = spawn(process.execPath, [...flags, file, ...args], {
    detached: true,
    env: { ...environment, LEARNOVA_TIED_BY: '3' },
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
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
  return tree(root).flatMap(({ pid }) => {
    const rollup = read(`/proc/${pid}/smaps_rollup`);
    const command = read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim();
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup ?? '')?.[1];
    return kilobytes && command ? [{ pid, command, pss: Number(kilobytes) * 1024 }] : [];
  });
}

/** The kernel counts a process' time in hundredths of a second, whatever its own clock. */
const ticksPerSecond = 100;

/** Seconds of CPU that a process and its descendants have taken so far, those included that have ended; Linux alone tells it. */
export function cpuOf(root: number): number {
  return tree(root).reduce((sum, { ticks, ofEnded }) => sum + ticks + ofEnded, 0) / ticksPerSecond;
}

/** Seconds of CPU that everything on this machine has taken so far; Linux alone tells it. */
export function machineCpu(): number {
  const [, user = 0, nice = 0, system = 0] = (read('/proc/stat') ?? '').split(/\s+/, 4).map(Number);
  return (user + nice + system) / ticksPerSecond;
}

/** Seconds of CPU of this process alone. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  /** Those of children that have ended. */
  readonly ofEnded: number;
}

/** A process and its descendants; nothing when it has ended. */
function tree(root: number): readonly Process[] {
  const all = processes();
  const children = Map.groupBy(all, ({ parent }) => parent);
  const below = (one: Process): Process[] => [one, ...(children.get(one.pid) ?? []).flatMap(below)];
  return all.filter(({ pid }) => pid === root).flatMap(below);
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null;
    if (!stat) return [];
    // After the name: state, parent, and from the twelfth on the times of itself and of children that have ended.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, userOfEnded = 0, systemOfEnded = 0] = fields.slice(11, 15);
    const ticks = { ticks: user + system, ofEnded: userOfEnded + systemOfEnded };
    return [{ pid: Number(name), parent: fields[1] ?? 0, ...ticks }];
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
