import 'reflect-metadata';
import { isOperators } from '@learnova/platform/cannot-start';
import { readConfig } from '@learnova/platform/config';
import { install } from '@learnova/platform/install';
import { installation } from '@learnova/platform/profile';
import { subgraphs } from './subgraphs.ts';

/** A job that ends: prepares the database of `DATABASE_URL` and runs every migration that has not run. Safe to run again. */
async function main(): Promise<void> {
  const { DATABASE_URL } = readConfig(installation.pick({ DATABASE_URL: true }));
  for (const [name, ran] of Object.entries(await install(DATABASE_URL, subgraphs)))
    process.stdout.write(`${name}: ${ran.length > 0 ? ran.join(', ') : 'nothing to do'}\n`);
}

main().catch((error: unknown) => {
  const { message, stack } = error as Error;
  process.stderr.write(`${isOperators(error) ? message : stack}\n`);
  process.exit(1);
});
