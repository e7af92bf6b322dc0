import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from './check.ts';
import { root } from './tools.ts';

/** Two copies of these tell types apart by identity, and then almost every query fails. */
const single = ['graphql', '@apollo/federation-internals'];
/** Released together, and only tested together. */
const together = [
  '@apollo/composition',
  '@apollo/federation-internals',
  '@apollo/gateway',
  '@apollo/query-planner',
];

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

export const singleCopies: Check = {
  name: 'one copy of graphql and federation',
  async run() {
    const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as LockFile;
    const copies = (name: string) =>
      Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
    const faults = single
      .filter((name) => copies(name).length !== 1)
      .map(
        (name) => `${name}: ${copies(name).length} copies in package-lock.json: ${copies(name).join(', ')}`,
      );
    const versions = new Set(together.flatMap(copies).map((path) => packages[path]?.version));
    if (versions.size > 1) faults.push(`${together.join(', ')} differ: ${[...versions].join(', ')}`);
    return faults;
  },
};
