// Plain JavaScript for Node 20: runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquire } from './lock.mjs';

/**
 * Makes node_modules match package-lock.json, one launch at a time, and says so when it has to.
 * @param started gets the running npm.
 * @returns a sentence when it failed, else undefined.
 */
export async function ensureInstalled(root, started) {
  try {
    return await install(root, started);
  } catch (error) {
    return `The packages cannot be installed: ${error.message}.`;
  }
}

async function install(root, started) {
  const stamp = join(root, 'node_modules', '.learnova-installed');
  if (read(stamp) === fingerprint(root)) return undefined;
  // In an image, say: all is there, and nothing may be written.
  if (!mismatch(root) && isReadOnly(root)) return undefined;
  mkdirSync(join(root, '.learnova'), { recursive: true });
  const lock = await acquire(join(root, '.learnova', 'install.lock'), (holder) =>
    console.error(`Waiting for process ${holder}, which is installing the packages.`),
  );
  try {
    if (read(stamp) === fingerprint(root)) return undefined;
    const reason = mismatch(root);
    if (reason) {
      const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
      console.error(`Installing the packages (npm ${command}), because ${reason}. This takes a minute.`);
      const failure = await npm(root, command, (child) => {
        lock.share(child.pid);
        started(child);
      });
      if (failure) return `npm ${command} ${failure}: the packages are not installed.`;
    }
    // Last of all: what was interrupted before is not taken for done.
    writeFileSync(stamp, fingerprint(root));
    return undefined;
  } finally {
    lock.release();
  }
}

/** npm's output goes to standard error, so that the program's own can be read by machines. */
function npm(root, command, started) {
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // In a session of its own, so that all it starts can be ended with it.
  const child = spawn('npm', [command, ...flags], { cwd: root, stdio: ['ignore', 2, 2], detached: true });
  return new Promise((resolve) => {
    child.once('spawn', () => started(child));
    child.once('error', (error) => resolve(`cannot be run (${error.message})`));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal}`));
  });
}

/** What the installed packages depend on. */
function fingerprint(root) {
  const lockfile = read(join(root, 'package-lock.json')) ?? read(join(root, 'package.json'));
  return createHash('sha256').update(`${process.platform} ${process.arch} `).update(lockfile).digest('hex');
}

/** Why the packages have to be installed; undefined when npm itself has installed just these, by hand or in CI. */
function mismatch(root) {
  const modules = join(root, 'node_modules');
  const lockfile = packages(join(root, 'package-lock.json'));
  // npm writes this list last, and `npm ci` removes it first.
  const installed = packages(join(modules, '.package-lock.json'));
  if (!existsSync(modules)) return 'there is no node_modules';
  if (!installed) return 'node_modules is not complete';
  if (!lockfile) return 'there is no package-lock.json';
  const same = Object.entries(lockfile).every(([path, { version, optional, resolved, link }]) => {
    const found = installed[path];
    if (path === '') return true;
    if (!found) return optional === true;
    return found.version === version && found.link === link && (!link || found.resolved === resolved);
  });
  return same ? undefined : 'node_modules does not match package-lock.json';
}

function isReadOnly(root) {
  try {
    accessSync(join(root, 'node_modules'), constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

function packages(file) {
  const text = read(file);
  return text ? JSON.parse(text).packages : undefined;
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
