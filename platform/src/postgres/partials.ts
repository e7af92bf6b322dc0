import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identity } from './processes.ts';

/** What is made in a folder of this name gets its true name when it is whole. */
export const partialPrefix = 'partial-';

/** A folder to make something in; its name says who is making it. Another user may pass through. */
export async function newPartial(parent: string): Promise<string> {
  const folder = join(parent, `${partialPrefix}${identity(process.pid)}-${randomBytes(4).toString('hex')}`);
  await mkdir(folder);
  await chmod(folder, 0o711);
  return folder;
}

/** Removes what makers that have ended left half done. */
export async function sweepPartials(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(partialPrefix)) continue;
    const [, maker, pid] = /^partial-((\d+)@[^-]+)-/.exec(name) ?? [];
    if (maker && identity(Number(pid)) === maker) continue;
    // A program that its killed maker started may still be writing there for a moment.
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
