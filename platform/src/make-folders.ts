import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, as `mkdir` with `recursive` does. That one never ends where a file system
 * says of a folder that stands there that it does not exist, as /proc does; this one throws ENOENT.
 * @throws the error of the file system
 */
export async function makeFolders(folder: string, mode = 0o777): Promise<void> {
  const parent = dirname(folder);
  if (parent !== folder && !(await stands(parent))) await makeFolders(parent, mode);
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) throw error;
  }
}

async function stands(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
