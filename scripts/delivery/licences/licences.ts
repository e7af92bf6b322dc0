import { createRequire } from 'node:module';

// It has no types of its own, and those of others are of its past.
const satisfies = createRequire(import.meta.url)('spdx-satisfies') as (
  expression: string,
  allowed: readonly string[],
) => boolean;

/** What package-lock.json tells of a package. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** Everything may be used, changed and sold under these, if their text goes with it. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Python-2.0',
];
/** Lists of names and facts, which tools read and nothing ships. */
const ofTools = [...permissive, 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0'];
/** README tells of these; no other package gets in with them. */
const named: Readonly<Record<string, RegExp>> = { 'Elastic-2.0': /^@apollo\// };

/** @returns a sentence for each package that must not be here, and for what an exception is there that nobody needs */
export function faultsOfLicences(packages: LockedPackages): string[] {
  const unused = new Set(Object.keys(named));
  const faults = strangers(packages).flatMap(({ name, entry }) => {
    const license = entry.license ?? licenseOfWhoWants(packages, name);
    const what = `${name} ${entry.version ?? ''}`.trim();
    if (license === undefined) return [`${what} has no licence`];
    if (named[license]?.test(name)) {
      unused.delete(license);
      return [];
    }
    return isAllowed(license, entry) ? [] : [`${what} is under ${license}`];
  });
  return [
    ...faults,
    ...[...unused].map((license) => `nothing is under ${license} any more: take it off the list`),
  ];
}

/** The packages by licence, for the summary: most used first. */
export function countedLicences(packages: LockedPackages): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { name, entry } of strangers(packages)) {
    const license = entry.license ?? licenseOfWhoWants(packages, name) ?? 'none';
    counts.set(license, (counts.get(license) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one);
}

function strangers(packages: LockedPackages): { name: string; entry: LockedPackage }[] {
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, entry]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      entry,
    }));
}

/** A binary for another system, of which the lock file knows the name alone: it comes out of the package that wants it. */
function licenseOfWhoWants(packages: LockedPackages, name: string): string | undefined {
  const owner = Object.values(packages).find(
    ({ optionalDependencies }) => optionalDependencies?.[name] !== undefined,
  );
  return owner?.license;
}

function isAllowed(license: string, { dev }: LockedPackage): boolean {
  try {
    return satisfies(license, dev ? ofTools : permissive);
  } catch {
    // No SPDX expression: nobody can say what it allows.
    return false;
  }
}
