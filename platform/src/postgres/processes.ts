import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const procfs = existsSync('/proc/self/stat');

/** Names a process beyond the reuse of its number, by its time of birth. Null once it has ended; a zombie has. */
export function identity(pid: number): string | null {
  if (!procfs) {
    const [state, ...birth] = ps(pid, 'stat=,lstart=')?.split(/\s+/) ?? [];
    return state && !state.startsWith('Z') ? `${pid}@${birth.join('.')}` : null;
  }
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name stands in brackets and may hold any character; state is the first field after it, the birth the twentieth.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? null : `${pid}@${fields[19]}`;
}

/** The words of a process, or null when it has ended. Where there is no procfs, words with spaces come apart. */
export function commandLine(pid: number): readonly string[] | null {
  if (!procfs) return ps(pid, 'args=')?.split(' ') ?? null;
  return read(`/proc/${pid}/cmdline`)?.split('\0') || null;
}

/** Waits until the process has ended; false when it still runs after so many milliseconds. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  const born = identity(pid);
  const deadline = performance.now() + withinMs;
  while (born !== null && identity(pid) === born) {
    if (performance.now() > deadline) return false;
    await pause(10);
  }
  return true;
}

/** Sends a signal; a process that has ended meanwhile is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function ps(pid: number, columns: string): string | null {
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', columns, '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8') || null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ESRCH: it ended while its file was read.
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
