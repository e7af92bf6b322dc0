import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from './check.ts';
import { root } from './tools.ts';

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Packages = Record<string, Entry>;

interface Missing {
  readonly name: string;
  readonly version: string;
  /** The package that wants it. */
  readonly by: Entry;
}

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/**
 * `npm ci` refuses a lock file in which an optional package is missing, and npm leaves one out when the registry did not
 * have it at that hour: mostly binaries for other systems. Their versions stand in the packages that want them, and their
 * systems in their names; a hash that nobody has read is left out.
 */
export const lockFile: Check = {
  name: 'complete lock file',
  async run({ fix }) {
    const file = join(root, 'package-lock.json');
    const lock = JSON.parse(await readFile(file, 'utf8')) as { packages: Packages };
    const missing = missingFrom(lock.packages);
    if (!fix || missing.length === 0) {
      return missing.map(
        ({ name, version }) => `package-lock.json lacks ${name} ${version}: npm ci refuses it`,
      );
    }
    const added = missing.map(
      ({ name, version, by }) => [`node_modules/${name}`, entryOf(name, version, by)] as const,
    );
    const packages = Object.entries({ ...Object.fromEntries(added), ...lock.packages });
    const sorted = packages.toSorted(([one], [other]) => one.localeCompare(other, 'en'));
    await writeFile(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
    return [];
  },
};

export function missingFrom(packages: Packages): Missing[] {
  const found = new Map<string, Missing>();
  for (const [path, by] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(by.optionalDependencies ?? {})) {
      if (!placesAbove(path).some((place) => `${place}node_modules/${name}` in packages)) {
        found.set(name, { name, version, by });
      }
    }
  }
  return [...found.values()];
}

/** The folders in which Node looks for what a package requires, its own first. */
function placesAbove(path: string): string[] {
  const steps = path === '' ? [] : path.split('/');
  return [...steps.keys(), steps.length]
    .map((count) =>
      steps
        .slice(0, count)
        .map((step) => `${step}/`)
        .join(''),
    )
    .toReversed();
}

function entryOf(name: string, version: string, { dev }: Entry): Entry & Record<string, unknown> {
  if (!/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`${name} ${version}: a range, so its version is not known`);
  const words = name.split(/[/-]/);
  const cpu = words.filter((word) => processors.includes(word));
  const os = words.filter((word) => systems.includes(word));
  const libc = words.includes('musl')
    ? ['musl']
    : words.includes('gnu') && os.includes('linux')
      ? ['glibc']
      : [];
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}
