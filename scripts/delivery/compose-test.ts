import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { root, run as runCommand } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';
import { follow } from './lib/command.ts';
import { summarize } from './lib/github.ts';

const usage = `npm run compose:test             tells the story to the stack of docker-compose.test.yml
npm run compose:test -- --build  builds its images first
  --logs <folder>                where what every container said goes when it fails; reports/compose if left out`;

/** A project of its own: a developer's stack and its data are not touched. */
const project = ['compose', '-p', 'learnova-test', '-f', 'docker-compose.test.yml'];
/** With the story, without which the stack comes up. */
const whole = [...project, '--profile', 'story'];

async function main(): Promise<void> {
  const options = {
    build: { type: 'boolean', default: false },
    logs: { type: 'string', default: 'reports/compose' },
  } as const;
  const { values } = optionsOf({ options }, usage);
  await requireCompose();
  let code = 1;
  try {
    // The stack first: the jobs before the services end with 0, which must not end it all, as the end of the story does.
    const stack = ['--detach', '--wait'];
    code = await follow('docker', [...project, 'up', values.build ? '--build' : '--no-build', ...stack]);
    if (code === 0)
      code = await follow('docker', [
        ...whole,
        'up',
        '--no-build',
        '--no-deps',
        '--exit-code-from',
        'story',
        'story',
      ]);
    if (code !== 0) await keepLogs(resolve(root, values.logs));
  } finally {
    const down = await follow('docker', [...whole, 'down', '--volumes', '--remove-orphans']);
    if (down !== 0) code ||= down;
  }
  const verdict = code === 0 ? 'The story holds in containers.' : `The story failed in containers (${code}).`;
  say(verdict);
  await summarize(`## Compose\n\n${verdict}`);
  process.exitCode = code;
}

async function requireCompose(): Promise<void> {
  const { code } = await runCommand('docker', ['compose', 'version']).catch(() => ({ code: 1 }));
  if (code !== 0)
    throw new CannotStart('There is no docker with its compose plugin on this machine: install it first.');
}

async function keepLogs(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { output: names } = await runCommand('docker', [...whole, 'config', '--services']);
  const services = names.trim().split('\n');
  await keep(join(folder, 'containers.log'), ['ps', '--all']);
  for (const name of services)
    await keep(join(folder, `${name}.log`), ['logs', '--no-color', '--timestamps', name]);
  say(`What ${services.length} services said is in ${folder}.`);
}

async function keep(file: string, command: readonly string[]): Promise<void> {
  const { output } = await runCommand('docker', [...whole, ...command]);
  await writeFile(file, output);
}

run(main);
