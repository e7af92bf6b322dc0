import { availableParallelism } from 'node:os';
import { swcOptions } from './scripts/swc-options.mjs';

/** One configuration for every package: TypeScript through swc, packages by their sources. */
export default {
  roots: [
    '<rootDir>/schema',
    '<rootDir>/platform',
    '<rootDir>/gateway',
    '<rootDir>/subgraphs',
    '<rootDir>/workers',
    '<rootDir>/tests',
  ],
  testMatch: ['**/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/tests/long/'],
  testSequencer: '<rootDir>/tests/setup/sequence.mjs',
  testEnvironment: '<rootDir>/tests/setup/environment.mjs',
  runtime: '<rootDir>/tests/setup/runtime.mjs',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcOptions, module: { type: 'commonjs' } }] },
  // Decorators write what they see through this; programs import it first.
  setupFiles: ['reflect-metadata', '<rootDir>/tests/setup/stacks.mjs'],
  globalSetup: '<rootDir>/tests/setup/start.mjs',
  globalTeardown: '<rootDir>/tests/setup/stop.mjs',
  // For `npm run coverage`: what runs at a school, whether a test has loaded it or not.
  collectCoverageFrom: [
    '{schema,platform,gateway,workers,subgraphs/*}/src/**/*.ts',
    '!platform/src/testing/**',
  ],
  coverageProvider: 'v8',
  // A file may start a dozen processes: a worker for each two cores, and no more than the tests' PostgreSQL has connections for.
  maxWorkers: Math.max(2, Math.min(4, Math.floor(availableParallelism() / 2))),
  testTimeout: 30_000,
};
