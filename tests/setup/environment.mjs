import { setTimeout as pause } from 'node:timers/promises';
import { TestEnvironment } from 'jest-environment-node';

const patienceMs = 5_000;

// jest starts its workers by fork: when it is killed, the channel closes, and tests that nobody watches end. (A listener
// for that would keep the worker from ending by itself.)
if (process.connected) setInterval(() => process.connected || process.exit(1), 500).unref();

// Made when they are first used: the first file that writes a word would be blamed for their pipes.
void [process.stdout, process.stderr];

/** What one file leaves open comes and goes in those that this worker runs after it: only the first is named. */
let blamed = false;

/** The one of this worker, once there is one. */
let kept;

/** What jest notes in the global object about one test file. */
const ofOneFile = /^(JEST_STATE_SYMBOL|EVENT_HANDLERS|TEST_TIMEOUT_SYMBOL)$|RETRY|RETRIES/;

/**
 * Asked by jest for each test file with `new`. Those of a worker share one global object, and with it what runtime.mjs has loaded;
 * but coverage is counted by file, and files change under a watcher.
 */
export default function environmentOfFile(config, context) {
  if (kept) return kept.takeUp();
  const { collectCoverage, watch, watchAll } = config.globalConfig;
  const environment = new LearnovaEnvironment(config, context);
  environment.isKept = !collectCoverage && !watch && !watchAll;
  if (environment.isKept) kept = environment;
  return environment;
}

/**
 * Node, and a look at what a test file leaves open: a socket, a server, a timer. It would keep a real process from ending,
 * so the file fails, by name, instead of the whole run hanging at its end.
 */
class LearnovaEnvironment extends TestEnvironment {
  #before = count();
  #failed = false;
  #exit = this.global.process.exit;

  /** Ready for the next test file. */
  takeUp() {
    this.#before = count();
    this.#failed = false;
    // jest wraps it once a file.
    this.global.process.exit = this.#exit;
    for (const symbol of Object.getOwnPropertySymbols(this.global))
      if (ofOneFile.test(symbol.description)) delete this.global[symbol];
    return this;
  }

  /** Told by jest-circus of all that happens. */
  handleTestEvent(event) {
    if (event.name === 'test_done' && event.test.errors.length > 0) this.#failed = true;
  }

  async teardown() {
    const left = blamed ? [] : await leftOpen(this.#before);
    if (this.isKept) this.fakeTimersModern.useRealTimers();
    else await super.teardown();
    blamed ||= left.length > 0;
    const sentence = `This test file leaves open: ${left.join(', ')}`;
    if (left.length === 0) return;
    // Thrown, it would stand in the place of what failed before, and often it is a consequence.
    if (this.#failed) process.stderr.write(`${sentence}\n`);
    else throw new Error(sentence);
  }
}

async function leftOpen(before) {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const now = count();
    const left = [...now].filter(([kind, number]) => number > (before.get(kind) ?? 0));
    if (left.length === 0 || performance.now() > deadline)
      return left.map(([kind, n]) => `${n - (before.get(kind) ?? 0)} ${kind}`);
    await pause(20);
  }
}

/** What keeps this process alive, by kind. */
function count() {
  const kinds = new Map();
  for (const kind of process.getActiveResourcesInfo()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return kinds;
}
