import { access, constants, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { newId } from '@learnova/platform/ids';
import { makeFolders } from '@learnova/platform/make-folders';
import type { z } from 'zod';

/** What an operator can change: the folder, its owner, its disk. */
// ENOENT: so a file system tells in which no folders are made, as /proc; EEXIST: so one does of a file.
const operators = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EISDIR', 'EEXIST'];

/** Makes a folder that only its owner can enter. @throws CannotStart when there is one in which nothing may be written */
export function makeFolder(folder: string): Promise<void> {
  return writing(folder, async () => {
    await makeFolders(folder, 0o700);
    await access(folder, constants.W_OK);
  });
}

/** Writes a file that only its owner can read, whole, unless there is one: of two who make it at once, one does. */
export function writeNew(file: string, content: unknown): Promise<boolean> {
  return prepared(file, content, async (partial) => {
    try {
      await link(partial, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(partial);
    }
  });
}

/** Puts a file in the place of another: a reader finds the old one or the new one. */
export function replace(file: string, content: unknown): Promise<void> {
  return prepared(file, content, (partial) => rename(partial, file));
}

/** What stands in the file; undefined without one. @throws CannotStart when it is not what it should be */
export async function readKeys<M extends z.ZodType>(
  file: string,
  model: M,
): Promise<z.output<M> | undefined> {
  try {
    return model.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // What it says may quote a line of the file, and that is a secret.
    throw new CannotStart(
      `${file} cannot be read as keys (${(error as Error).name}): restore it from a backup, or move it away and run npm run keys -- make.`,
    );
  }
}

async function prepared<T>(file: string, content: unknown, use: (partial: string) => Promise<T>): Promise<T> {
  const partial = `${file}.${newId()}.part`;
  return writing(dirname(file), async () => {
    await writeFile(partial, `${JSON.stringify(content, null, 2)}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    return use(partial);
  });
}

async function writing<T>(folder: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code || !operators.includes(code)) throw error;
    throw new CannotStart(
      `Keys cannot be written to ${folder} (${message}): choose another folder, or let this user write there.`,
    );
  }
}
