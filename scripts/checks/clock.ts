import type { Check } from './check.ts';
import { linesMatching, textsOf } from './files.ts';

const sources = /^(platform|workers|subgraphs\/[^/]+)\/src\/.*\.ts$/;
const theClock = 'platform/src/clock.ts';

/** One clock: the database's, taken once a request. The machine's own is another, and a test cannot move it. */
export const clock: Check = {
  name: 'one clock',
  async run() {
    const files = (await textsOf(sources)).filter(({ path }) => path !== theClock);
    return files.flatMap((file) =>
      linesMatching(
        file,
        /\bDate\.now\s*\(|\bnew Date\s*(\(\s*\)|[;,)\]])|(?<!\w)Date\(\)/,
        'asks the machine for the time; take `await request.now()`',
      ),
    );
  },
};
