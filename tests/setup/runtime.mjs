import { relative } from 'node:path';
import Runtime from 'jest-runtime';

/** The one of this worker, once there is one. */
let kept;

/** What is loaded anew for each test file: tests, what supports them, and jest's own that counts them. */
const ofOneFile = /^(?!node_modules\/)(.*\/)?(tests|testing)\/|^node_modules\/jest-circus\//;

/**
 * Asked by jest for each test file with `new`: its loader of modules, except that a worker loads the programs of the school and
 * their packages once, not once for each test file, which took a third of the time of a subgraph's tests. They keep nothing
 * between two files: importing has no effect here, and what is connected is handed over. See environment.mjs.
 */
export default function runtimeOfFile(config, environment, ...more) {
  if (!environment.isKept) return new Runtime(config, environment, ...more);
  const testPath = more[4];
  if (kept) kept.takeUp(testPath);
  else kept = new OncePerWorker(config, environment, ...more);
  return kept;
}

class OncePerWorker extends Runtime {
  takeUp(testPath) {
    for (const part of [this.executor, this.esmLoader]) part.testPath = testPath;
    this._testPath = testPath;
    this.testState.state = 'loading';
  }

  teardown() {
    this.restoreAllMocks();
    const { moduleRegistry, internalModuleRegistry } = this.registries;
    for (const registry of [moduleRegistry, internalModuleRegistry])
      for (const path of registry.keys())
        if (ofOneFile.test(relative(this._config.rootDir, path))) registry.delete(path);
    this.testMainModule.reset();
    this.mockState.clear();
    this.jestGlobals.clearJestObjectCache();
    this.transformCache.clear();
    this.fileCache.clear();
  }
}
