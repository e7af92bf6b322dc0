import { resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { makeKeys } from './lib/keys.ts';
import { optionsOf, run, say } from './lib/program.ts';

const usage = `npm run keys -- make [options]     makes the keys of an installation where they are missing
  --folder <folder>   where they are kept (.learnova/keys)`;

const options = {
  folder: { type: 'string', default: '.learnova/keys' },
  help: { type: 'boolean', default: false },
} as const;

/** `npm run keys`: what signs the tokens of an installation. Nothing of a key is ever printed. */
async function main(): Promise<void> {
  const { values, positionals } = optionsOf({ options, allowPositionals: true }, usage);
  if (values.help) return say(usage);
  const [command, ...more] = positionals;
  if (!values.folder) throw new CannotStart('The folder of the keys needs a name.');
  if (command !== 'make' || more.length > 0)
    throw new CannotStart(`Say what to do with the keys.\n\n${usage}`);
  const folder = resolve(values.folder);
  const wrote = await makeKeys(folder);
  for (const line of wrote) say(`wrote ${line}`);
  if (wrote.length === 0) say(`${folder} has all its keys, and nothing was written.`);
}

run(main);
