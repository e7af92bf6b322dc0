import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CannotStart } from '../cannot-start.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The environment of the person who starts the system is none of PostgreSQL's business; its messages are read here. */
export const bareEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };

export const isRoot = process.getuid?.() === 0;

/**
 * The account that PostgreSQL, which refuses to run as root, gets instead: `postgres`, or `nobody` where there is none.
 * It must be a named one: initdb looks its name up.
 */
export function unprivileged(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const found = accounts.find(([name, , uid]) => name === wanted && uid !== '0');
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new CannotStart(
    'PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody: start as an ordinary user.',
  );
}

/** Runs a program as the account and answers what it printed, or null when it failed or could not be reached. */
export function runAs(account: Account | null, command: string, args: readonly string[]): string | null {
  const run = spawnSync(command, args, { ...account, cwd: '/', env: bareEnvironment, encoding: 'utf8' });
  const code = (run.error as NodeJS.ErrnoException | undefined)?.code;
  if (account && (code === 'EPERM' || code === 'EINVAL')) {
    throw new CannotStart(
      `PostgreSQL refuses to run as root, and root may not become user ${account.uid} here: start as an ordinary user.`,
    );
  }
  return run.status === 0 ? run.stdout : null;
}

/** Whether the account can pass through the folder: modes, access lists and mounts all have their say. */
export function canEnter(account: Account, folder: string): boolean {
  return runAs(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]) !== null;
}
