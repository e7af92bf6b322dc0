import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

export interface TsConfig {
  readonly references: readonly { readonly path: string }[];
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function jsonOf<T>(path: string): T {
  return JSON.parse(textOf(path)) as T;
}

/** Paths from the root, sorted, without what npm and the build have made. */
export function pathsOf(pattern: string): string[] {
  const made = (path: string) => /(^|\/)(node_modules|dist)(\/|$)/.test(path);
  return globSync(pattern, { cwd: root, exclude: made }).toSorted();
}

/** The folders of all packages, the root's included as `.`. */
export function packageFolders(): string[] {
  const { workspaces = [] } = jsonOf<Package>('package.json');
  const manifests = workspaces.flatMap((pattern) => pathsOf(`${pattern}/package.json`));
  return ['.', ...manifests.map((path) => path.slice(0, -'/package.json'.length))];
}
