import { linesMatching, textCheck } from './text-check.ts';

const sources = /^(platform|workers|subgraphs\/[^/]+)\/src\/.*\.ts$/;
const machineTime = /\bDate\.now\b|\bnew Date\s*(\(\s*\)|[;,)\]]|$)|(?<![\w.])Date\(\)/;

/** One clock: the database's, taken once a request. The machine's own is another, and a test cannot move it. */
export const clock = textCheck({
  name: 'one clock',
  covers: (path) => sources.test(path) && path !== 'platform/src/clock.ts',
  faultsIn: (file) =>
    linesMatching(file, machineTime, 'asks the machine for the time; take `await request.now()`'),
});
