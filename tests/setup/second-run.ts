import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenFiles, readJestReport } from '../../scripts/lib/jest-report.ts';

export interface Told {
  /** The test file, as an absolute path. */
  readonly path: string;
  /** The test's own title, without those of the blocks around it. */
  readonly title: string;
  readonly status: string;
  /** What it said when it failed. */
  readonly words: string;
}

export interface SecondRun {
  readonly tests: readonly Told[];
  /** Files that failed without a failed test: they could not be loaded, or left something open. */
  readonly brokenFiles: readonly string[];
  /** The end of what jest printed: the cause, when there is no report. */
  readonly output: string;
}

/**
 * Runs tests by their titles in a jest of its own, with servers of its own, from within a test. It ends when the process does
 * that asked for it.
 *
 * @param fault the name of the fault to plant, see planted.config.mjs; empty for none
 */
export async function secondRun(
  fault: string,
  files: readonly string[],
  titles: readonly string[],
): Promise<SecondRun> {
  const folder = await mkdtemp(join(tmpdir(), 'learnova-second-run-'));
  const file = join(folder, 'report.json');
  const pattern = titles.map((title) => title.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  // Of the matrix every cell: whoever is to be named by a test has not always the turn. What is killed is killed a few times only.
  const [isOfMatrix, kills] = ['tests/matrix/', 'tests/faults/'].map((part) =>
    files.some((one) => one.startsWith(part)),
  );
  const tier = isOfMatrix && !kills ? 'long' : 'usual';
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--config=tests/setup/planted.config.mjs',
      ...['--json', `--outputFile=${file}`, '--forceExit', '--runInBand'],
      `--testNamePattern=(^| )(${pattern})$`,
      ...['--runTestsByPath', ...files],
    ],
    // jest notices by the channel when this process is gone, and ends as well: see start.mjs.
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, PLANT: fault, TEST_TIER: tier, FORCE_COLOR: '0' },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output = `${output}${chunk}`.slice(-20_000);
    });
  }
  await once(child, 'close');
  const report = await readJestReport(file);
  await rm(folder, { recursive: true });
  return {
    tests: report.testResults.flatMap(({ name: path, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== 'pending')
        .map(({ title, status, failureMessages }) => ({
          path,
          title,
          status,
          words: failureMessages.join('\n'),
        })),
    ),
    brokenFiles: brokenFiles(report).map(({ name, message }) => `${name}: ${message}`),
    output,
  };
}
