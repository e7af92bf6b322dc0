import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SecondRun, secondRun } from '../setup/second-run.ts';
import type { Fault, Finding } from './fault.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs what is to find the fault, with the fault. @returns why it counts as not found; nothing where each finding fails */
export async function missedBy({ name, found }: Fault): Promise<string[]> {
  const run = await runOf(name, found);
  return [...run.brokenFiles, ...found.flatMap((finding) => missing(run, finding))];
}

/** Runs all that is to find faults, without any. @returns why one of them cannot; nothing where all pass */
export async function failingWithout(faults: readonly Fault[]): Promise<string[]> {
  const found = faults.flatMap((fault) => fault.found);
  const run = await runOf('', found);
  const failed = run.tests.filter(({ status }) => status !== 'passed');
  return [
    ...run.brokenFiles,
    ...failed.map(({ title, words }) => `${title} fails without a fault: ${words}`),
    ...found
      .filter((finding) => resultsOf(run, finding).length === 0)
      .map(({ test }) => `no test is called: ${test}`),
  ];
}

function runOf(fault: string, found: readonly Finding[]): Promise<SecondRun> {
  const distinct = (values: readonly string[]) => [...new Set(values)];
  return secondRun(
    fault,
    distinct(found.map(({ file }) => file)),
    distinct(found.flatMap(({ test, after = [] }) => [...after, test])),
  );
}

function resultsOf({ tests }: SecondRun, { file, test }: Finding) {
  return tests.filter(({ path, title }) => path === join(root, file) && title === test);
}

function missing(run: SecondRun, finding: Finding): string[] {
  const results = resultsOf(run, finding);
  if (results.some(({ status, words }) => status === 'failed' && words.includes(finding.says))) return [];
  const seen = results.map(({ status, words }) => `${status} ${words}`.trim()).join('\n') || run.output;
  return [`${finding.file}: "${finding.test}" does not say "${finding.says}" but: ${seen}`];
}
