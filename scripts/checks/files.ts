import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
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
  return [...new Set(paths)].sort();
}

/** The files whose path matches, with their text. */
export async function textsOf(pattern: RegExp): Promise<readonly { path: string; text: string }[]> {
  const paths = (await repositoryFiles()).filter((path) => pattern.test(path));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })));
}

/** `path:line: sentence` for each line on which the pattern is found. */
export function linesMatching(
  file: { path: string; text: string },
  pattern: RegExp,
  sentence: string,
): string[] {
  return file.text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}: ${sentence}`] : []));
}
