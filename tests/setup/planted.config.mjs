import { fileURLToPath } from 'node:url';
import usual from '../../jest.config.js';
import { swcOptions } from '../../scripts/swc-options.mjs';
import { faults } from '../faults/faults.ts';

/**
 * jest's configuration with the fault that PLANT names; without one it is the usual one. By hand:
 * `PLANT='the relay forgets what was not dealt with' npm test -- --config=tests/setup/planted.config.mjs platform/tests/relay`
 */
const { PLANT: name } = process.env;
const fault = faults.find((candidate) => candidate.name === name);
if (name && !fault) throw new Error(`there is no fault of this name: ${name}`);

export default {
  ...usual,
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  transform: {
    '^.+\\.ts$': ['<rootDir>/tests/faults/plant.mjs', { swc: swcOptions, edits: fault?.edits ?? [] }],
  },
};
