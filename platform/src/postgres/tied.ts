import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Account, bareEnvironment } from './account.ts';

export interface TiedOptions {
  /** Another user to run as; only root may name one. */
  readonly account: Account | null;
  /** What ends the program. */
  readonly signal: 'INT' | 'TERM';
  readonly log: (line: string) => void;
  /** Its standard input; nothing if left out. */
  readonly input?: string;
}

export interface Tied {
  /** The exit code, once the program and its shell are gone; 128 and the signal's number when a signal ended it. */
  readonly ended: Promise<number>;
  /** Sends the program its signal. `ended` tells when it is gone. */
  end(): void;
}

/*
 * Whoever is killed runs no clean-up of its own, but its pipes close. So a shell stands between: one half waits for the
 * end of descriptor 3, to which nobody writes, and signals the program; the other waits for the program. Stopping takes
 * the same way. The program's number can't be another's, since its shell has not collected it yet.
 */
const guard = `
exec 4<&0
"$@" <&4 3<&- 4<&- & child=$!
{ exec </dev/null >/dev/null 2>&1 4<&-; read -r _ <&3; kill -SIGNAL "$child"; } & watch=$!
exec 3<&- 4<&-
wait "$child"; status=$?
kill "$watch" 2>/dev/null
exit "$status"
`;

/**
 * Starts a program that ends, by the given signal, at the latest together with this process, however that ends.
 * It is in a session of its own: Ctrl-C reaches this process, and the program through it.
 */
export function startTied(command: string, args: readonly string[], options: TiedOptions): Tied {
  const { account, input, log } = options;
  const shell = spawn('/bin/sh', ['-c', guard.replace('SIGNAL', options.signal), 'tied', command, ...args], {
    ...account,
    // The folder that this process stands in may be closed to the account.
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    shell.once('error', reject);
    shell.once('close', (code) => resolve(code ?? 1));
  });
  for (const stream of [shell.stdout, shell.stderr]) if (stream) createInterface(stream).on('line', log);
  shell.stdin?.end(input);
  // Nobody reads from it, so nobody would notice that its other end has gone.
  shell.once('exit', () => shell.stdio[3]?.destroy());
  return { ended, end: () => shell.stdio[3]?.destroy() };
}
