import type { Check } from './check.ts';
import { linesMatching, textsOf } from './files.ts';

// Spelt in halves, so that this file does not accuse itself.
const forbidden: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\b(${['biome', 'oxlint', 'eslint'].join('|')})-(${['ignore', 'disable'].join('|')})`),
    'silences the linter',
  ],
  [new RegExp(`@ts-(${['ignore', 'nocheck'].join('|')})\\b`), 'silences the type checker'],
  [
    new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`),
    'puts off what should be done or be an issue',
  ],
];

/** Nothing is silenced and nothing is put off in the source. */
export const suppressions: Check = {
  name: 'nothing silenced',
  async run() {
    const files = await textsOf(/\.(m|c)?(ts|js)$|\.sh$/);
    return files.flatMap((file) =>
      forbidden.flatMap(([pattern, sentence]) => linesMatching(file, pattern, sentence)),
    );
  },
};
