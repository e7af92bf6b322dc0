import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { repositoryFiles } from '../../checks/files.ts';
import { root, run } from '../../checks/tools.ts';

/** A text that somebody could read who has the repository. */
export interface Text {
  /** Where it stands: a path, or a path in a commit. */
  readonly at: string;
  readonly path: string;
  readonly text: string;
}

/** Every file as it lies in the folder, new ones included and ignored ones not. */
export async function* texts(): AsyncGenerator<Text> {
  for (const path of await repositoryFiles()) {
    const bytes = await readFile(join(root, path));
    if (!isBinary(bytes)) yield { at: path, path, text: bytes.toString('utf8') };
  }
}

/** Every version of every file that a ref leads to, and what the commits say. */
export async function* historyTexts(folder = root): AsyncGenerator<Text> {
  if ((await git(folder, ['rev-parse', '--is-shallow-repository'])).trim() === 'true')
    throw new CannotStart('This clone has not the whole history: run git fetch --unshallow first.');
  const listed = await git(folder, ['rev-list', '--objects', '--all']);
  const paths = new Map<string, string>();
  for (const line of listed.split('\n')) {
    const [id = '', path = ''] = line.split(/ (.*)/s);
    if (path !== '') paths.set(id, path);
  }
  for await (const { id, bytes } of blobs(folder, [...paths.keys()])) {
    const path = paths.get(id) ?? id;
    if (!isBinary(bytes))
      yield { at: `${path} (blob ${id.slice(0, 12)})`, path, text: bytes.toString('utf8') };
  }
  for (const message of (await git(folder, ['log', '--all', '--format=%H%n%B%x00'])).split('\0')) {
    const [commit = '', ...lines] = message.trim().split('\n');
    if (commit !== '')
      yield { at: `message of ${commit.slice(0, 12)}`, path: 'message.txt', text: lines.join('\n') };
  }
}

/** As git itself tells them apart: a NUL near the beginning. */
function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 8_000).includes(0);
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const { code, output } = await run('git', ['-C', folder, ...args]);
  if (code !== 0) throw new CannotStart(`git ${args[0]} failed in ${folder}: ${output.trim()}`);
  return output;
}

/** One git process tells the contents of all. Trees, which have paths too, are left out. */
async function* blobs(
  folder: string,
  ids: readonly string[],
): AsyncGenerator<{ readonly id: string; readonly bytes: Buffer }> {
  const child = spawn('git', ['-C', folder, 'cat-file', '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(`${ids.join('\n')}\n`);
  let held = Buffer.alloc(0);
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const end = held.indexOf('\n');
      if (end < 0) break;
      const [id = '', type = '', size = '0'] = held.subarray(0, end).toString('latin1').split(' ');
      // After this line comes no content, and what is not here cannot be looked into.
      if (type === 'missing')
        throw new CannotStart(
          `This clone lacks ${id}, as a partial one does: clone it whole, and look again.`,
        );
      const next = end + 1 + Number(size) + 1;
      if (held.length < next) break;
      if (type === 'blob') yield { id, bytes: held.subarray(end + 1, next - 1) };
      held = held.subarray(next);
    }
  }
}
