import 'reflect-metadata';
import { CannotStart } from '@learnova/platform/cannot-start';
import { optionsOf, run, say } from '../lib/program.ts';
import { summarize } from './lib/github.ts';
import { secretsIn } from './secrets/scan.ts';
import { historyTexts, texts } from './secrets/texts.ts';

const usage = `npm run secrets               looks for secrets in every file as it lies here
npm run secrets -- --history  in every version of every file, and in what commits say`;

async function main(): Promise<void> {
  const { values } = optionsOf({ options: { history: { type: 'boolean', default: false } } }, usage);
  const found: string[] = [];
  let looked = 0;
  for await (const text of values.history ? historyTexts() : texts()) {
    looked += 1;
    found.push(...(await secretsIn(text)));
  }
  const where = values.history ? 'texts of the history' : 'files';
  if (looked === 0) throw new CannotStart(`There were no ${where} to look into.`);
  for (const line of found) say(line);
  const verdict = `${found.length} secrets in ${looked} ${where}`;
  say(verdict);
  await summarize(`## Secrets\n\n${verdict}`);
  if (found.length > 0)
    throw new CannotStart('Revoke what is real: whoever has a clone knows it. Then take it out.');
}

run(main);
