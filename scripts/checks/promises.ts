import type { Check } from './check.ts';
import { faultsOf, runTool } from './tools.ts';

/**
 * No promise is forgotten, see .oxlintrc.json. Biome guesses types and misses those of other packages, `request.now()`
 * and `redis.get()` among them; this one asks the type checker.
 */
export const promises: Check = {
  name: 'floating promises',
  async run() {
    return faultsOf(await runTool('oxlint/bin/oxlint', ['--type-aware', '--quiet', '--format=unix']));
  },
};
