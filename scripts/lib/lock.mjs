// Plain JavaScript for Node 20: runs before anything is installed.
import { appendFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Takes a lock file, waiting for those that hold it. It names its holders, a line each, and counts for nothing once
 * they have all ended.
 * @param onWait told once, with the number of a holder, when it must wait.
 * @returns share(pid): another process holds it too, even if this one is killed. release(): gives it back.
 */
export async function acquire(file, onWait) {
  const draft = `${file}.${process.pid}`;
  for (let waited = false; ; ) {
    writeFileSync(draft, `${holder(process.pid)}\n`);
    // Whole or not at all.
    const taken = attempt(() => linkSync(draft, file), 'EEXIST');
    rmSync(draft);
    if (taken) break;
    const found = lines(file);
    const alive = found.find((line) => holder(Number.parseInt(line, 10)) === line);
    if (!alive) discard(file, found);
    else {
      if (!waited) onWait(Number.parseInt(alive, 10));
      waited = true;
      await pause(100);
    }
  }
  return {
    share: (pid) => appendFileSync(file, `${holder(pid)}\n`),
    release: () => rmSync(file, { force: true }),
  };
}

/** Of two that find the same dead lock, one moves it away; who moved a newer one by mistake puts it back. */
function discard(file, found) {
  const moved = `${file}.${process.pid}.old`;
  if (!attempt(() => renameSync(file, moved), 'ENOENT')) return;
  if (lines(moved).join() !== found.join()) attempt(() => linkSync(moved, file), 'EEXIST');
  rmSync(moved);
}

/** The process, by its number and, where the system tells it, its time of birth; null once it has ended. */
function holder(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return null;
  }
  if (process.platform !== 'linux') return String(pid);
  let stat = '';
  if (
    !attempt(
      () => {
        stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      },
      'ENOENT',
      'ESRCH',
    )
  )
    return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : `${pid} ${fields[19]}`;
}

function lines(file) {
  let text = '';
  attempt(() => {
    text = readFileSync(file, 'utf8');
  }, 'ENOENT');
  return text.split('\n').filter(Boolean);
}

/** False when it failed in one of the expected ways. */
function attempt(action, ...expected) {
  try {
    action();
    return true;
  } catch (error) {
    if (expected.includes(error.code)) return false;
    throw error;
  }
}
