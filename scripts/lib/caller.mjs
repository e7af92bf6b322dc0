// Plain JavaScript for Node 20: runs before anything is installed.
import { existsSync, readFileSync } from 'node:fs';

/**
 * npm runs a script through a shell, and when either is killed this process is not told. Watches them.
 * @param killed told when npm was killed outright; `shellEnded` when it was asked to end: it passes that to the shell alone.
 */
export function watchNpm({ killed, shellEnded }) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const throughShell = read(`/proc/${parent}/cmdline`).split('\0')[1] === '-c';
  const npm = throughShell ? parentOf(parent) : parent;
  const timer = setInterval(() => {
    const npmIsGone = throughShell && parentOf(parent) !== npm;
    const orphaned = process.ppid !== parent;
    if (!orphaned && !npmIsGone) return;
    clearInterval(timer);
    if (orphaned && throughShell) shellEnded();
    else killed();
  }, 100);
  timer.unref();
}

function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
