import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { root, run as runCommand } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';
import { summarize } from './lib/github.ts';
import { acceptedFile, readAccepted } from './schema/accepted.ts';
import { apiSchemaOf } from './schema/api-schema.ts';
import { judge, told } from './schema/verdict.ts';

const usage = `npm run schema:diff -- --against <branch or commit>
Compares the graph with that of a commit, and fails at a breaking change which ${acceptedFile} does not record.`;

const graph = 'schema/supergraph.graphql';

async function main(): Promise<void> {
  const { values } = optionsOf({ options: { against: { type: 'string' } } }, usage);
  const { against } = values;
  if (!against) throw new CannotStart(`Say what to compare with.\n\n${usage}`);
  // What GitHub says of a branch that has just been made.
  if (/^0+$/.test(against)) return say('There was no graph before: this is the first commit of the branch.');
  const commit = await commitOf(against);
  const [before, after] = await Promise.all([shown(commit, graph), readFile(join(root, graph), 'utf8')]);
  const records = {
    before: (await has(commit, acceptedFile)) ? readAccepted(await shown(commit, acceptedFile)) : [],
    after: readAccepted(await readFile(join(root, acceptedFile), 'utf8')),
  };
  const verdict = await judge(apiSchemaOf(before), apiSchemaOf(after), records);
  say(told(verdict));
  await summarize(`## The graph, against ${against}\n\n${told(verdict)}`);
  if (verdict.refused.length === 0) return;
  throw new CannotStart(
    `\n${verdict.refused.length} breaking changes are not recorded. Deprecate instead, or add to ${acceptedFile} for each: {"change": "<the sentence above>", "why": "<why clients have to bear it>", "release": "<x.y.z>"}.`,
  );
}

async function commitOf(name: string): Promise<string> {
  const { code, output } = await runCommand('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  if (code === 0) return output.trim();
  throw new CannotStart(
    `There is no commit ${name} here: fetch it first (git fetch origin), or name another.`,
  );
}

async function has(commit: string, path: string): Promise<boolean> {
  return (await runCommand('git', ['cat-file', '-e', `${commit}:${path}`])).code === 0;
}

async function shown(commit: string, path: string): Promise<string> {
  const { code, output } = await runCommand('git', ['show', `${commit}:${path}`]);
  if (code === 0) return output;
  throw new CannotStart(`${path} cannot be read at ${commit}: ${output.trim()}`);
}

run(main);
