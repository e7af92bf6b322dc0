import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The program file of Node 24 or later: the one that runs, or the one from the optional package; null without either. */
export function findNode24(root) {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  const packaged = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return existsSync(packaged) ? packaged : null;
}
