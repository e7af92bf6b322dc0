import 'reflect-metadata';
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { root } from '../checks/tools.ts';
import { optionsOf, run, say } from '../lib/program.ts';
import { commitOf, tagsOf } from './actions/source.ts';
import { usesIn, withPins } from './actions/uses.ts';

const usage = `npm run actions:pin  writes the commit of its tag to each action that .github uses, as the source tells it now
  --folder <path>    another folder than .github`;

async function main(): Promise<void> {
  const { values } = optionsOf({ options: { folder: { type: 'string', default: '.github' } } }, usage);
  // Nobody is there to be asked for a password of a repository that does not exist.
  process.env.GIT_TERMINAL_PROMPT = '0';
  const folder = resolve(root, values.folder);
  const paths = globSync('{workflows,actions/*}/*.{yml,yaml}', { cwd: folder }).map((path) =>
    join(folder, path),
  );
  const texts = new Map<string, string>();
  for (const path of paths.toSorted()) texts.set(path, await readFile(path, 'utf8'));
  const repositories = new Set([...texts.values()].flatMap(usesIn).map(({ repository }) => repository));
  const tags = new Map<string, ReadonlyMap<string, string>>();
  for (const repository of repositories) tags.set(repository, await tagsOf(repository));
  // All of it before the first file is written: a refusal leaves nothing half done.
  const pinned = [...texts].map(([path, text]) => ({
    path,
    text,
    after: withPins(text, (use) => commitOf(use, tags.get(use.repository) ?? new Map())),
  }));
  const changed = pinned.filter(({ text, after }) => text !== after);
  for (const { path, after } of changed) await writeFile(path, after);
  say(`${repositories.size} actions in ${texts.size} files; ${changed.length} files changed`);
}

run(main);
