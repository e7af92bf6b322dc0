import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { root } from '../checks/tools.ts';
import { run, say } from '../lib/program.ts';
import { belowFloor, summaryModel, told } from './coverage/floor.ts';
import { followScript } from './lib/command.ts';
import { summarize } from './lib/github.ts';

/**
 * `npm run coverage`: all tests, which lines of the sources they ran, and whether that is enough. The report is
 * coverage/index.html. What a test starts as a process of its own is not counted, so main files look worse than they are.
 */
async function main(): Promise<void> {
  const code = await followScript('scripts/test.ts', [
    // First of all: jest takes what follows a list for more of it.
    ...process.argv.slice(2),
    '--coverage',
    '--coverageDirectory=coverage',
    '--coverageReporters=html',
    '--coverageReporters=json-summary',
  ]);
  if (code !== 0) throw new CannotStart('A test failed, so what was covered says little.');
  const summary = await readFile(join(root, 'coverage/coverage-summary.json'), 'utf8');
  const { total } = summaryModel.parse(JSON.parse(summary));
  say(told(total));
  await summarize(`## Coverage\n\n${told(total)}`);
  const below = belowFloor(total);
  if (below.length > 0)
    throw new CannotStart(`Below the floor: ${below.join(', ')}. coverage/index.html shows where.`);
}

run(main);
