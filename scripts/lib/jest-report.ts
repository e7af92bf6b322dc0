import { readFile } from 'node:fs/promises';

/** What is read of the report that jest writes with `--json --outputFile`. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly FileReport[];
}

export interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly title: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

/** An empty report where there is none: jest ended before it had one. */
export async function readJestReport(file: string): Promise<JestReport> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JestReport;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] };
  }
}

/** Files that failed without a failed test: they could not be loaded, or left something open. */
export function brokenFiles({ testResults }: JestReport): readonly FileReport[] {
  return testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
}
