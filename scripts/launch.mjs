// node scripts/launch.mjs <file.ts | file.js> [arguments]
//
// Every npm script goes through here, so that a fresh clone needs Node 20 and npm alone: the packages are installed when
// they do not match the lockfile, Node 24 comes from one of them, and TypeScript runs as it stands.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { watchNpm } from './lib/caller.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { findNode24 } from './lib/node24.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [file, ...args] = process.argv.slice(2);

/** What a signal goes to at the moment. */
let target = () => undefined;
let interrupted;
const lastSeen = {};

// Ctrl-C reaches npm, and npm tells this process once more what the terminal has told it. So the program stands in a
// session of its own and hears each signal once, from here; a person's second Ctrl-C comes later than npm's echo.
const echoMs = 500;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    const now = performance.now();
    const echo = now - (lastSeen[signal] ?? Number.NEGATIVE_INFINITY) < echoMs;
    lastSeen[signal] = now;
    if (echo) return;
    interrupted = signal;
    // A closed terminal asks for an orderly end.
    target(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  });
}

/** Ends this process the way the program ended. */
function endLike(code, signal) {
  if (!signal) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(1), 1000);
}

function tell(group, signal) {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function run(node) {
  const source = file.endsWith('.ts');
  const preload = (name) => ['--import', pathToFileURL(resolve(root, 'scripts', name)).href];
  const flags = source
    ? ['--conditions=source', ...preload('swc-hooks.mjs'), ...preload('lib/tied.mjs')]
    : [];
  const program = spawn(node, [...flags, resolve(root, file), ...args], {
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', ...(source ? ['pipe'] : [])],
    env: source ? { ...process.env, LEARNOVA_TIED_BY: '3' } : process.env,
  });
  program.once('error', (error) => {
    console.error(`${node} cannot be run: ${error.message}.`);
    process.exit(1);
  });
  program.once('exit', (code, signal) => {
    // Nothing that it started in its own group outlives it.
    tell(program.pid, 'SIGKILL');
    endLike(code, signal);
  });
  // As a terminal does it: the whole group hears it, so that a tool run by the program ends with it.
  target = (signal) => tell(program.pid, signal);
  watchNpm({
    killed: () => tell(program.pid, 'SIGKILL'),
    shellEnded: () => interrupted ?? tell(program.pid, 'SIGTERM'),
  });
}

if (!file) {
  console.error('usage: node scripts/launch.mjs <file.ts | file.js> [arguments]');
  process.exit(2);
}
// Asked to end, npm would first finish much of the installation; what is left half done, the next launch installs anew.
const fault = await ensureInstalled(root, (npm) => {
  target = () => tell(npm.pid, 'SIGKILL');
});
if (interrupted) endLike(1, interrupted);
else {
  const node = fault ? null : findNode24(root);
  if (fault ?? !node) {
    console.error(
      fault ??
        `Node 24 is needed: this is ${process.version}, and the optional package node-${process.platform}-${process.arch}, which holds it, is not installed.`,
    );
    process.exit(1);
  }
  run(node);
}
