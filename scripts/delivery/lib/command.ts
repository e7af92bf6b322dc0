import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs a program at the root of the repository, seen by whoever runs this one, and answers its exit code. */
export async function follow(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, passOn);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    for (const signal of signals) process.off(signal, passOn);
  }
}

/** Runs one of our own programs as the npm scripts do. */
export function followScript(path: string, args: readonly string[]): Promise<number> {
  return follow(process.execPath, [...process.execArgv, path, ...args]);
}
