import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './tools.ts';

let listing: Promise<readonly string[]> | undefined;

/** Every file of the repository, new ones included and ignored ones not, by its path from the root. */
export function repositoryFiles(): Promise<readonly string[]> {
  listing ??= list();
  return listing;
}

async function list(): Promise<readonly string[]> {
  const { code, output } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  if (code !== 0) throw new Error(`git could not list the files: ${output}`);
  const paths = output.split('\0').filter((path) => path && existsSync(join(root, path)));
  return [...new Set(paths)].toSorted();
}
