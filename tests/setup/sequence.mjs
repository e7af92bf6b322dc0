import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Here each file starts a whole system or more, and takes up to a minute and a half. */
const wholeSystems = /^tests\/(backup|faults|keys|load|matrix|page|seed|start|story)\//;

/**
 * The longest first. Without figures of an earlier run jest goes by the size of files, and small ones, which start whole
 * systems, would come last, one of them beside an idle core.
 */
export default class LongestFirst extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  async sort(tests) {
    const sorted = await super.sort(tests);
    const rank = ({ path, context }) => (wholeSystems.test(relative(context.config.rootDir, path)) ? 0 : 1);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
