import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { root } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';
import { summarize } from './lib/github.ts';
import { countedLicences, faultsOfLicences, type LockedPackages } from './licences/licences.ts';

/** `npm run licences`: every package of the lock file, what runs and what builds, is under a licence that Learnova may be shipped with. */
async function main(): Promise<void> {
  optionsOf(
    { options: {} },
    'npm run licences    takes no options: says which licences all packages are under, and fails at one that is not wanted',
  );
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: LockedPackages;
  };
  const rows = countedLicences(lock.packages).map(([license, count]) => `| ${license} | ${count} |`);
  const table = ['| licence | packages |', '|---|---|', ...rows].join('\n');
  say(table);
  await summarize(`## Licences\n\n${table}`);
  const faults = faultsOfLicences(lock.packages);
  if (faults.length > 0) throw new CannotStart(faults.join('\n'));
}

run(main);
