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
  testEnvironment: '<rootDir>/tests/setup/environment.mjs',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcOptions, module: { type: 'commonjs' } }] },
  // Decorators write what they see through this; programs import it first.
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/tests/setup/start.mjs',
  globalTeardown: '<rootDir>/tests/setup/stop.mjs',
  maxWorkers: 2,
  testTimeout: 30_000,
};
