import type { Check } from './check.ts';
import { faultsOf, runTool } from './tools.ts';

const roots = ['schema', 'platform', 'gateway', 'subgraphs', 'workers', 'scripts', 'tests', 'k6'];

/** Who may import whom, and no cycles: .dependency-cruiser.cjs says why. */
export const arrows: Check = {
  name: 'import arrows and cycles',
  async run() {
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', '--no-cache', ...roots];
    return faultsOf(await runTool('dependency-cruiser/bin/dependency-cruiser.mjs', args));
  },
};
