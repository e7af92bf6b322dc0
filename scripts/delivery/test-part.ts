import 'reflect-metadata';
import { CannotStart } from '@learnova/platform/cannot-start';
import { optionsOf, run, say } from '../lib/program.ts';
import { followScript } from './lib/command.ts';
import { handOn } from './lib/github.ts';
import { matrixOf, testParts } from './lib/parts.ts';

const usage = `npm run test:part -- <part>   the tests of a service, of a package, or of what crosses them
npm run test:part -- --matrix  names the parts that a pipeline runs beside each other`;

async function main(): Promise<void> {
  const { values, positionals } = optionsOf(
    { options: { matrix: { type: 'boolean', default: false } }, allowPositionals: true },
    usage,
  );
  const parts = testParts();
  if (values.matrix) {
    const matrix = matrixOf(parts);
    await handOn('matrix', matrix);
    return say(matrix);
  }
  const [name, ...more] = positionals;
  const part = parts.find((candidate) => candidate.name === name);
  if (!part || more.length > 0)
    throw new CannotStart(`Name one part: ${parts.map((known) => known.name).join(', ')}.\n\n${usage}`);
  process.exitCode = await followScript(
    'scripts/test.ts',
    part.folders.map((folder) => `./${folder}/`),
  );
}

run(main);
