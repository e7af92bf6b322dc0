import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { readDelivery } from '../checks/delivery/workflow-file.ts';
import { root } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';
import { type Matrix, type Played, planOf } from './ci/plan.ts';
import { follow } from './lib/command.ts';
import { matrixOf, testParts } from './lib/parts.ts';

const usual = ['quality', 'tests', 'stories'];
const usage = `npm run ci                plays the steps of ${usual.join(', ')} of .github/workflows/ci.yml, as they stand there
npm run ci -- <job> ...   of these jobs
  --list                  says what would be run
It needs redis-server, a PostgreSQL and shellcheck: .ci/servers redis-server postgresql-15 shellcheck installs them on Debian.`;

async function main(): Promise<void> {
  const { values, positionals } = optionsOf(
    { options: { list: { type: 'boolean', default: false } }, allowPositionals: true },
    usage,
  );
  const path = '.github/workflows/ci.yml';
  const { workflow } = readDelivery(path, await readFile(join(root, path), 'utf8'));
  if (!workflow) throw new CannotStart(`${path} is no workflow.`);
  const jobs = positionals.length > 0 ? positionals : usual;
  const steps = jobs.flatMap((name) => planOf(workflow, name, matrixFrom));
  if (values.list) {
    for (const { title, run: command } of steps) say(`${title}\n    ${command.trim()}`);
    return;
  }
  const failed: string[] = [];
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      interrupted = true;
    });
  for (const step of steps) {
    if (!(await holds(step))) failed.push(step.title);
    if (interrupted) throw new CannotStart('Interrupted: the steps after this one were not run.');
  }
  say(`\n${steps.length - failed.length} passed, ${failed.length} failed`);
  if (failed.length > 0) throw new CannotStart(failed.map((title) => `failed: ${title}`).join('\n'));
}

/** The one matrix that another job prints. */
function matrixFrom(expression: string): Matrix {
  if (/needs\.parts\.outputs\.matrix/.test(expression)) return JSON.parse(matrixOf(testParts())) as Matrix;
  throw new CannotStart(`The matrix ${expression} is known to GitHub alone.`);
}

/** By bash and its flags, as GitHub runs a step. All steps run, so that one failure does not hide another. */
async function holds({ title, run: command, environment }: Played): Promise<boolean> {
  say(`\n== ${title}`);
  const code = await follow(
    'bash',
    ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', command],
    environment,
  );
  say(`== ${title}: ${code === 0 ? 'passed' : `failed with ${code}`}`);
  return code === 0;
}

run(main);
