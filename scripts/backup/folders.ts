import { existsSync } from 'node:fs';
import { chmod, copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { makeFolder } from '../lib/key-store.ts';
import { type BackupFile, digestOfFile } from './manifest.ts';

/** Makes a folder that is its owner's alone. @throws CannotStart when something stands there */
export async function makeEmpty(folder: string, option: string): Promise<void> {
  if (!(await isEmpty(folder))) throw new CannotStart(`${folder} is not empty: name another by ${option}.`);
  await makeFolder(folder);
  // It may have stood there, as a volume does.
  await chmod(folder, 0o700);
}

/** Takes away what an interrupted backup has written; the folder itself may be a volume, and stays. */
export async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name));
}

/** Whether nothing stands there, be it that there is no such folder. @throws CannotStart when it is something else */
export async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    throw code === 'ENOTDIR' ? new CannotStart(`${folder} is no folder: name another.`) : error;
  }
}

/** How often the keys are read again while somebody changes them. */
const mostTries = 20;

/** Copies the keys of an installation into a backup, all as of one instant: a key fits what users knows of it. */
export async function keepKeys(keys: string, folder: string): Promise<BackupFile[]> {
  const files = await steadyKeys(keys);
  return Promise.all(
    [...files].map(async ([name, bytes]) => {
      const file = `key.${name}`;
      await writeFile(join(folder, file), bytes, { mode: 0o600, flush: true });
      return { file, sha256: await digestOfFile(join(folder, file)) };
    }),
  );
}

/** Twice the same: so they all stood there between the two. The lock of a rotation is no way, as the folder may be read-only. */
async function steadyKeys(keys: string): Promise<ReadonlyMap<string, Buffer>> {
  let before = await keysIn(keys);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const now = await keysIn(keys);
    const isSame =
      now.size === before.size && [...now].every(([name, bytes]) => before.get(name)?.equals(bytes));
    if (isSame) return now;
    before = now;
  }
  throw new CannotStart(`The keys in ${keys} are being changed: take the backup again when that is over.`);
}

async function keysIn(keys: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = existsSync(keys) ? (await readdir(keys)).filter((name) => name.endsWith('.json')) : [];
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(keys, name))] as const)),
  );
}

/** Gives an installation its keys again, for their owner alone however the backup was copied about. */
export async function giveKeys(folder: string, files: readonly BackupFile[], keys: string): Promise<void> {
  await makeFolder(keys);
  for (const { file } of files) {
    const key = join(keys, file.slice('key.'.length));
    await copyFile(join(folder, file), key);
    await chmod(key, 0o600);
  }
}
