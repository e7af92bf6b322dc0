import { resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { oneByOne } from './lib/key-lock.ts';
import { makeKeys } from './lib/keys.ts';
import { optionsOf, run, say } from './lib/program.ts';
import { pruneSigning, rotateService, rotateSigning } from './lib/rotation.ts';

const usage = `npm run keys -- <command> [options]
  make                makes the keys of an installation where they are missing
  rotate              makes a new key for signing tokens; nobody is signed out
  prune               removes keys for signing that no valid token needs any more, as rotate does too
  --service <name>    with rotate: makes a new key by which that service proves itself
  --folder <folder>   where the keys are kept (.learnova/keys)`;

const options = {
  folder: { type: 'string', default: '.learnova/keys' },
  service: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** `npm run keys`: what signs the tokens of an installation. Nothing of a key is ever printed. */
async function main(): Promise<void> {
  const { values, positionals } = optionsOf({ options, allowPositionals: true }, usage);
  if (values.help) return say(usage);
  if (!values.folder) throw new CannotStart('The folder of the keys needs a name.');
  const folder = resolve(values.folder);
  const service = values.service === undefined ? undefined : serviceNamed(values.service);
  for (const line of await carryOut(positionals, folder, service)) say(line);
}

async function carryOut(
  [command, ...more]: readonly string[],
  folder: string,
  service: ServiceName | undefined,
): Promise<string[]> {
  const known = more.length === 0 && (command === 'rotate' || service === undefined);
  if (known && command === 'make') {
    const wrote = await makeKeys(folder);
    if (wrote.length === 0) return [`${folder} has all its keys, and nothing was written.`];
    return wrote.map((line) => `wrote ${line}`);
  }
  if (known && command === 'rotate')
    return oneByOne(folder, () =>
      service ? rotateService(folder, service) : rotateSigning(folder, new Date()),
    );
  if (known && command === 'prune') return oneByOne(folder, () => pruneSigning(folder, new Date()));
  throw new CannotStart(`Say what to do with the keys.\n\n${usage}`);
}

function serviceNamed(name: string): ServiceName {
  const found = serviceNames.find((candidate) => candidate === name);
  if (!found) throw new CannotStart(`There is no service ${name}: it is one of ${serviceNames.join(', ')}.`);
  return found;
}

run(main);
