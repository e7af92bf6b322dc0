import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { z } from 'zod';
import { root } from '../checks/tools.ts';
import { run, say } from '../lib/program.ts';
import { followScript } from './lib/command.ts';
import { summarize } from './lib/github.ts';

/**
 * `npm run coverage`: all tests, which lines of the sources they ran, and whether that is enough. The report is
 * coverage/index.html. What a test starts as a process of its own is not counted, so main files look worse than they are.
 */
const kinds = ['lines', 'statements', 'functions', 'branches'] as const;

/** Percent, and a little below what was measured: it is there to be noticed when code arrives without tests. */
const floor = { lines: 0, statements: 0, functions: 0, branches: 0 };

const figure = z.looseObject({ pct: z.number() });
const model = z.looseObject({
  total: z.looseObject({ lines: figure, statements: figure, functions: figure, branches: figure }),
});

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
  const { total } = model.parse(
    JSON.parse(await readFile(join(root, 'coverage/coverage-summary.json'), 'utf8')),
  );
  const rows = kinds.map((kind) => `| ${kind} | ${total[kind].pct} % | ${floor[kind]} % |`);
  const table = ['| | covered | floor |', '|---|---|---|', ...rows].join('\n');
  say(table);
  await summarize(`## Coverage\n\n${table}`);
  const below = kinds.filter((kind) => total[kind].pct < floor[kind]);
  if (below.length > 0)
    throw new CannotStart(`Below the floor: ${below.join(', ')}. coverage/index.html shows where.`);
}

run(main);
