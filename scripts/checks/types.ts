import type { Check } from './check.ts';
import { faultsOf, runTool } from './tools.ts';

/** Every package in the order of its references, then tests and scripts. */
export const types: Check = {
  name: 'types',
  async run() {
    return faultsOf(await runTool('typescript/bin/tsc', ['--build', '--pretty', 'false']));
  },
};
