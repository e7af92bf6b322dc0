import { serviceNames } from '@learnova/schema/services';
import type { Size } from './size.rules.ts';

/** The first that fits a path names its area. */
const areas: readonly (readonly [string, RegExp])[] = [
  ...serviceNames.map(
    (name) => [`area: ${name}`, new RegExp(`^subgraphs/${name}/|^schema/src/\\w+/${name}\\.ts$`)] as const,
  ),
  ['area: gateway', /^gateway\//],
  ['area: workers', /^workers\//],
  ['area: platform', /^platform\//],
  ['area: graph', /^schema\//],
  [
    'area: delivery',
    /^(\.github|\.ci|scripts\/(delivery|checks)|tests\/delivery|deploy|k6)\/|(^|\/)(Dockerfile|docker-)/,
  ],
  ['area: dependencies', /(^|\/)package(-lock)?\.json$/],
  ['area: documents', /\.md$/],
  ['area: tests', /^tests\//],
  ['area: scripts', /^scripts\//],
];

const sizes: Readonly<Record<Size, string>> = {
  small: 'size: small',
  medium: 'size: medium',
  large: 'size: large',
  'too large to review': 'size: too large',
};

const conflict = 'conflict';

/** Every label that this program gives and takes away; those of people are theirs. */
const ours = new Set([...areas.map(([name]) => name), ...Object.values(sizes), conflict]);

export function labelsOf(paths: readonly string[], size: Size, conflicts: boolean): string[] {
  const found = paths.flatMap((path) => areas.find(([, pattern]) => pattern.test(path))?.[0] ?? []);
  return [...new Set([...found.toSorted(), sizes[size], ...(conflicts ? [conflict] : [])])];
}

export function changesOf(
  current: readonly string[],
  wanted: readonly string[],
): { readonly add: readonly string[]; readonly remove: readonly string[] } {
  return {
    add: wanted.filter((name) => !current.includes(name)),
    remove: current.filter((name) => ours.has(name) && !wanted.includes(name)),
  };
}
