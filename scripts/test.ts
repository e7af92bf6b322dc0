import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { summarize } from './delivery/lib/github.ts';
import { brokenFiles, type JestReport, readJestReport } from './lib/jest-report.ts';

/**
 * `npm test`: unit, API and story tests by jest; `--long` adds tests/long, where faults are tested at full size. Everything
 * else goes to jest: `npm test -- tests/story -t 'a teacher'`. The last line alone says `N passed, N failed`.
 */
/**
 * What jest says, without failing, when its own process has something open. (What it says of a worker that did not end within half
 * a second is no sign of it on a busy machine; tests/setup/environment.mjs looks what each file leaves open.)
 */
const hangs = /Jest did not exit one second after the test run has completed/;
/** Servers and workers end within this time after jest; what still holds its output then is left behind by a test. */
const patienceMs = 20_000;

const long = process.argv.includes('--long');
const passedOn = process.argv.slice(2).filter((argument) => argument !== '--long');
const folder = await mkdtemp(join(tmpdir(), 'learnova-test-report-'));
const report = join(folder, 'report.json');

console.log(
  `${long ? 'All tests, faults at full size,' : 'Unit, API and story tests'} on a PostgreSQL and a Redis of their own.`,
);
const { code, interrupted, faults } = await jest();
const results = await readJestReport(report);
const { numPassedTests, numFailedTests } = results;
await rm(folder, { recursive: true });
for (const fault of faults) console.error(fault);
const counted = numFailedTests + brokenFiles(results).length + faults.length;
const failed = counted === 0 && code !== 0 ? 1 : counted;
await summarize(pageOf(results, failed));
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = interrupted ? 130 : failed > 0 || numPassedTests === 0 ? 1 : 0;

async function jest(): Promise<{ code: number; interrupted: boolean; faults: string[] }> {
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      // Each file loads its packages anew: with more room for what is young, less of it is moved about.
      '--max-semi-space-size=64',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${report}`,
      ...passedOn,
      // At the end: jest takes what follows a list for more of it, and so the paths for some to ignore.
      ...(long ? ['--testPathIgnorePatterns=/node_modules/', '--testPathIgnorePatterns=/dist/'] : []),
    ],
    {
      env: {
        ...process.env,
        TEST_TIER: long ? 'long' : 'usual',
        ...(process.stderr.isTTY && { FORCE_COLOR: '1' }),
      },
      // The channel tells jest when this process is killed; the pipe tells this process when all that jest started is gone.
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    },
  );
  const faults = new Set<string>();
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interrupted = true;
      child.kill('SIGTERM');
    });
  }
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    process.stderr.write(chunk);
    if (!hangs.test(chunk)) return;
    faults.add('A test leaves something open, see above.');
    child.kill('SIGTERM');
  });
  const exited = new Promise<number>((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
  const closed = new Promise<true>((resolve) => child.once('close', () => resolve(true)));
  const code = await exited;
  const allGone = await Promise.race([closed, pause(patienceMs, false, { ref: false })]);
  if (!allGone) faults.add('A program that a test started still runs.');
  child.stderr?.destroy();
  return { code, interrupted, faults: interrupted ? [] : [...faults] };
}

/** Which tests failed, for the page of a pipeline's run. */
function pageOf({ numPassedTests: passed, testResults }: JestReport, failed: number): string {
  const names = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ title }) => `- ${name.replace(`${process.cwd()}/`, '')}: ${title}`),
  );
  return [`## Tests\n\n${passed} passed, ${failed} failed`, ...names].join('\n');
}
