import type { Check } from './check.ts';
import { faultsOf, runTool } from './tools.ts';

/** Format and lint, see biome.json. */
export const style: Check = {
  name: 'format and lint',
  async run({ fix }) {
    const args = [
      'check',
      '--error-on-warnings',
      '--reporter=concise',
      '--max-diagnostics=200',
      ...(fix ? ['--write'] : []),
    ];
    return faultsOf(await runTool('@biomejs/biome/bin/biome', args));
  },
};
