import { swcOptions } from './scripts/swc-options.mjs';

/** One configuration for every package: TypeScript through swc, packages by their sources. */
export default {
  roots: ['<rootDir>/schema', '<rootDir>/platform', '<rootDir>/gateway', '<rootDir>/subgraphs', '<rootDir>/workers', '<rootDir>/tests'],
  testMatch: ['**/tests/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/tests/long/'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcOptions, module: { type: 'commonjs' } }] },
  testTimeout: 30_000,
};
