import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { z } from 'zod';
import { root } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';
import { handOn } from './lib/github.ts';

const usage = `npm run images:matrix  names the images of the bake file, a job each
  --file <path>        another bake file than docker-bake.json`;

const model = z.looseObject({
  group: z.looseObject({ default: z.looseObject({ targets: z.array(z.string()).min(1) }) }),
});

async function main(): Promise<void> {
  const { values } = optionsOf({ options: { file: { type: 'string', default: 'docker-bake.json' } } }, usage);
  const text = await readFile(resolve(root, values.file), 'utf8').catch((error: Error) => {
    throw new CannotStart(`The images are named by ${values.file}, which cannot be read: ${error.message}.`);
  });
  const result = model.safeParse(parsed(text, values.file));
  if (!result.success)
    throw new CannotStart(`${values.file} has no default group: ${z.prettifyError(result.error)}`);
  const matrix = JSON.stringify({ image: result.data.group.default.targets });
  await handOn('matrix', matrix);
  say(matrix);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CannotStart(`${file} is no JSON: ${(error as Error).message}.`);
  }
}

run(main);
