import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from '../cannot-start.ts';
import { commandLine, hasEnded, identity, signal } from './processes.ts';

/** A running PostgreSQL, as its lock file and its own command line tell. */
export interface Postmaster {
  readonly pid: number;
  /** Takes connections. */
  readonly ready: boolean;
  /** What `owning` was given, or null when somebody started it by hand. */
  readonly owner: string | null;
}

const ownerSetting = 'learnova.owner';

/** A setting that says in the postmaster's own command line who started it: `<pid>@<birth>/<anything>`. */
export function owning(owner: string): Record<string, string> {
  return { [ownerSetting]: owner };
}

/** The PostgreSQL that runs over this folder, or null. A lock file whose number went to another program counts for nothing. */
export function postmasterOf(data: string): Postmaster | null {
  const file = join(data, 'postmaster.pid');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const pid = Number(lines[0]);
  const words = pid > 0 ? commandLine(pid) : null;
  if (!words?.some((word, index) => word === '-D' && words[index + 1] === data)) return null;
  const setting = words.find((word) => word.startsWith(`${ownerSetting}=`));
  return { pid, ready: lines[7]?.trim() === 'ready', owner: setting?.slice(ownerSetting.length + 1) ?? null };
}

/** How long a process that was just killed may take to be gone. */
const dyingMs = 1_500;

/**
 * Ends the PostgreSQL that a killed process left over this folder. Mostly it is on its way out, as it is tied to its
 * owner; it is not when the shell that ties them was killed too.
 * @throws CannotStart when its owner is alive.
 */
export async function endOrphan(data: string, dataDir: string, log: (line: string) => void): Promise<void> {
  const found = postmasterOf(data);
  if (!found) return forgetLock(data);
  const [owner] = found.owner?.split('/') ?? [];
  const ownerPid = Number.parseInt(owner ?? '', 10);
  const deadline = performance.now() + (ownerPid === process.pid ? 0 : dyingMs);
  while (!owner || identity(ownerPid) === owner) {
    if (!postmasterOf(data)) return;
    if (performance.now() > deadline) {
      throw new CannotStart(
        `The database in ${dataDir} is in use by process ${owner ? ownerPid : found.pid}: ` +
          'stop that first, or choose another data folder.',
      );
    }
    await pause(50);
  }
  log(`ending PostgreSQL ${found.pid}, whose owner ${ownerPid} is gone`);
  for (const [name, withinMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(found.pid, name);
    if (await hasEnded(found.pid, withinMs)) return forgetLock(data);
  }
  throw new CannotStart(
    `PostgreSQL ${found.pid}, left behind over ${dataDir}, does not end: end it by hand.`,
  );
}

/** PostgreSQL itself forgets a lock whose number nobody has, but not one that a zombie or another program has. */
function forgetLock(data: string): void {
  if (!postmasterOf(data)) rmSync(join(data, 'postmaster.pid'), { force: true });
}
