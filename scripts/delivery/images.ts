import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { z } from 'zod';
import { root } from '../checks/tools.ts';
import { run, say } from '../lib/program.ts';
import { handOn } from './lib/github.ts';

/** `npm run images:matrix`: names the images of docker-bake.json, a job each. */
const model = z.looseObject({
  group: z.looseObject({ default: z.looseObject({ targets: z.array(z.string()).min(1) }) }),
});

async function main(): Promise<void> {
  const text = await readFile(join(root, 'docker-bake.json'), 'utf8').catch((error: Error) => {
    throw new CannotStart(
      `The images are named by docker-bake.json, which cannot be read: ${error.message}.`,
    );
  });
  const result = model.safeParse(JSON.parse(text));
  if (!result.success)
    throw new CannotStart(`docker-bake.json has no default group: ${z.prettifyError(result.error)}`);
  const matrix = JSON.stringify({ image: result.data.group.default.targets });
  await handOn('matrix', matrix);
  say(matrix);
}

run(main);
