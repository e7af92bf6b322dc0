import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  access,
  chmod,
  constants,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import { makeFolders } from '../make-folders.ts';
import { type Account, canEnter, isRoot, runAs, unprivileged } from './account.ts';
import { newPartial, partialPrefix, sweepPartials } from './partials.ts';

/** PostgreSQL's programs. Those that can be moved as one folder may be copied to where another user reaches them. */
export interface Binaries {
  /** Names the version, as part of a folder's name. */
  readonly name: string;
  /** Holds `initdb` and `postgres`. */
  readonly bin: string;
  /** The folder above, when everything in it can be moved. */
  readonly movable: string | null;
}

/** Where a database lies and as whom it runs. */
export interface Place {
  readonly home: string;
  /** Appears whole, by a rename, once the database is made: `data` (PostgreSQL's own) and `password`. */
  readonly cluster: string;
  readonly data: string;
  readonly bin: string;
  readonly major: number;
  readonly account: Account | null;
}

/** The file in the data folder that names the home, when it lies elsewhere. */
const pointer = 'elsewhere';

/**
 * Finds or makes the place for the database of a data folder: in it, unless root must start PostgreSQL as a user who
 * cannot get there. Then it lies in a folder of root's own elsewhere, which the data folder remembers.
 * @throws CannotStart when there is no such place, or an existing one is not to be trusted.
 */
export async function settle(binaries: Binaries, dataDir: string): Promise<Place> {
  await makeWritable(dataDir);
  const remembered = await homeOf(dataDir);
  const owner = await ownerOf(join(remembered, 'cluster', 'data'));
  const account = accountFor(owner, dataDir);
  const home = await reachable(remembered, dataDir, owner !== null, account);
  for (const folder of new Set([dataDir, home])) await sweepPartials(folder);
  const bin = await programs(binaries, home, account);
  const version = runAs(account, join(bin, 'postgres'), ['--version']);
  const cluster = join(home, 'cluster');
  return {
    home,
    cluster,
    data: join(cluster, 'data'),
    bin,
    account,
    major: Number(version?.match(/\d+/)?.[0]),
  };
}

/** Where the data folder's database lies. @throws CannotStart when it remembers a place that is gone or not root's. */
export async function homeOf(dataDir: string): Promise<string> {
  const home = await pointedTo(dataDir);
  if (!home) return dataDir;
  const found = existsSync(home) ? await lstat(home) : null;
  // Somebody else's folder under this name would hand them the database, and root's steps in it.
  if (found?.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) return home;
  throw new CannotStart(
    `The database of ${dataDir} was kept at ${home}, which ${found ? 'does not belong to root alone' : 'is gone'}. ` +
      `To begin with an empty one, remove ${join(dataDir, pointer)}.`,
  );
}

async function pointedTo(dataDir: string): Promise<string | null> {
  const file = join(dataDir, pointer);
  return existsSync(file) ? (await readFile(file, 'utf8')).trim() : null;
}

/** Forgets a place that is gone. */
export async function forgetLost(dataDir: string): Promise<void> {
  const home = await pointedTo(dataDir);
  if (home && !existsSync(home)) await rm(join(dataDir, pointer));
}

/** Removes the database and all that was made for it; other things in the data folder stay. */
export async function removePlace(dataDir: string): Promise<void> {
  const home = await homeOf(dataDir);
  for (const name of await readdir(home)) {
    const ours = name === 'cluster' || name.startsWith(partialPrefix) || name.startsWith('postgresql-');
    if (ours) await rm(join(home, name), { recursive: true, force: true });
  }
  if (home === dataDir) return;
  await rm(home, { recursive: true, force: true });
  await rm(join(dataDir, pointer), { force: true });
}

async function makeWritable(dataDir: string): Promise<void> {
  try {
    await makeFolders(dataDir);
    await access(dataDir, constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code
      ? new CannotStart(`The data folder ${dataDir} cannot be used (${message}): choose another.`)
      : error;
  }
}

async function ownerOf(data: string): Promise<Account | null> {
  if (!existsSync(data)) return null;
  const { uid, gid } = await stat(data);
  return { uid, gid };
}

/** Whoever made the database goes on to run it. */
function accountFor(owner: Account | null, dataDir: string): Account | null {
  if (isRoot) return owner && owner.uid !== 0 ? owner : unprivileged();
  if (owner && owner.uid !== process.getuid?.()) {
    throw new CannotStart(
      `The database in ${dataDir} belongs to user ${owner.uid}: start as root or as that user, or choose another data folder.`,
    );
  }
  return null;
}

async function reachable(
  home: string,
  dataDir: string,
  inUse: boolean,
  account: Account | null,
): Promise<string> {
  if (!account || home !== dataDir || canEnter(account, home)) return home;
  // It is the database's own folder, and passing through shows nothing: only the folders above are the operator's.
  if (canEnter(account, dirname(home))) {
    await chmod(home, 0o711);
    return home;
  }
  if (!inUse) return settleElsewhere(dataDir, account);
  throw new CannotStart(
    `User ${account.uid}, as whom the database in ${dataDir} runs, can no longer reach it: ` +
      'open the folders above it (chmod a+x), or choose another data folder.',
  );
}

async function settleElsewhere(dataDir: string, account: Account): Promise<string> {
  const home = await folderOfRoot(account);
  const partial = await newPartial(dataDir);
  await writeFile(join(partial, pointer), `${home}\n`, { flush: true });
  try {
    // Whole or not at all, and the first of two wins.
    await link(join(partial, pointer), join(dataDir, pointer));
    // For whoever finds the folder and wonders.
    await writeFile(join(home, 'made-for'), `${dataDir}\n`);
    return home;
  } catch (error) {
    await rm(home, { recursive: true });
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return homeOf(dataDir);
  } finally {
    await rm(partial, { recursive: true });
  }
}

/** A new folder under a name that nobody can guess, since the last two stand where anybody may write. */
async function folderOfRoot(account: Account): Promise<string> {
  for (const parent of ['/var/lib/learnova', '/var/tmp', '/tmp']) {
    const folder = await newFolder(parent);
    if (folder && canEnter(account, folder)) return folder;
    if (folder) await rm(folder, { recursive: true });
  }
  throw new CannotStart(
    `PostgreSQL refuses to run as root, and user ${account.uid} cannot reach /var/lib, /var/tmp or /tmp: ` +
      'choose a data folder which that user can reach.',
  );
}

async function newFolder(parent: string): Promise<string | null> {
  try {
    if (parent.startsWith('/var/lib/')) {
      const made = await mkdir(parent, { recursive: true });
      if (made) await chmod(parent, 0o711);
    }
    const folder = await mkdtemp(join(parent, 'learnova-'));
    await chmod(folder, 0o711);
    return folder;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return null;
    throw error;
  }
}

async function programs(binaries: Binaries, home: string, account: Account | null): Promise<string> {
  const runs = (bin: string) => runAs(account, join(bin, 'postgres'), ['--version']) !== null;
  if (runs(binaries.bin)) return binaries.bin;
  if (!account || !binaries.movable) {
    throw new CannotStart(
      `The PostgreSQL programs in ${binaries.bin} do not run here. Give another PostgreSQL by DATABASE_URL.`,
    );
  }
  const copy = join(home, binaries.name);
  if (!existsSync(copy)) await copyFor(binaries.movable, copy);
  for (const name of await readdir(home)) {
    if (name.startsWith('postgresql-') && name !== binaries.name)
      await rm(join(home, name), { recursive: true });
  }
  const bin = join(copy, binaries.bin.slice(binaries.movable.length));
  if (!runs(bin))
    throw new CannotStart(`The PostgreSQL programs in ${bin} do not run here as user ${account.uid}.`);
  return bin;
}

/** Copied under another name first: a copy that was interrupted is never taken for a whole one. */
async function copyFor(folder: string, copy: string): Promise<void> {
  const partial = await newPartial(dirname(copy));
  const whole = join(partial, 'copy');
  execFileSync('cp', ['-R', folder, whole]);
  execFileSync('chmod', ['-R', 'a+rX', whole]);
  try {
    await rename(whole, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  }
  await rm(partial, { recursive: true });
}
