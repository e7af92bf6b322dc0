// Loaded before a program of the system by NODE_OPTIONS: at SIGUSR2 it collects all garbage, and then says how much of the heap is
// taken. It writes bytes to the file `heap-<pid>` in CRASH_FOLDER.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { CRASH_FOLDER: folder } = process.env;
if (isMainThread && folder) {
  process.on('SIGUSR2', () => void tell());
}

async function tell() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  // What a first round frees may have finalisers that free more.
  for (let round = 0; round < 3; round += 1) {
    collect();
    await turn();
  }
  const file = join(folder, `heap-${process.pid}`);
  writeFileSync(`${file}.part`, String(process.memoryUsage().heapUsed));
  renameSync(`${file}.part`, file);
}
