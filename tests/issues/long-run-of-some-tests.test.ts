import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run test:long -- <path>` ran everything except what was named: jest took the path for one more to ignore. */
test('of the tests with the faults at full size, too, those that are named are run', async () => {
  const path = 'tests/shape/environment.test.ts';
  const title = 'every model that a process reads is in .env.example';
  expect(await lastLineOf(['--long', path, '-t', title])).toBe('1 passed, 0 failed');
}, 60_000);

function lastLineOf(args: readonly string[]): Promise<string | undefined> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const program = ['--conditions=source', '--import', './scripts/swc-hooks.mjs', 'scripts/test.ts', ...args];
  return new Promise((resolve) => {
    // How it ended is said in that line.
    execFile(process.execPath, program, { cwd: root }, (_error, stdout) =>
      resolve(stdout.trim().split('\n').at(-1)),
    );
  });
}
