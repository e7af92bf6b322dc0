import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { root, run as runCommand } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';
import { summarize } from './lib/github.ts';
import { billModel, type Locked, missingIn, productionOf } from './sbom/production.ts';

/** `npm run sbom`: what Learnova runs on, as a CycloneDX list that is complete by the lock file. */
async function main(): Promise<void> {
  optionsOf({ options: {} }, 'npm run sbom    takes no options: writes reports/sbom.cdx.json');
  const flags = ['--sbom-format=cyclonedx', '--sbom-type=application', '--loglevel=error'];
  const { code, output } = await runCommand('npm', ['sbom', ...flags]);
  if (code !== 0) throw new CannotStart(`npm could not list the packages: ${output.trim()}`);
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const bill = productionOf(billModel.parse(JSON.parse(output)), lock.packages);
  const missing = missingIn(bill, lock.packages);
  if (missing.length > 0)
    throw new CannotStart(`The list lacks ${missing.join(', ')}: run npm ci, and try again.`);
  await mkdir(join(root, 'reports'), { recursive: true });
  await writeFile(join(root, 'reports', 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
  const verdict = `${bill.components.length} components in reports/sbom.cdx.json`;
  say(verdict);
  await summarize(`## Bill of materials\n\n${verdict}`);
}

run(main);
