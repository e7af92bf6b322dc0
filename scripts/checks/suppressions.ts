import { linesMatching, textCheck } from './text-check.ts';

// Spelt in parts, so that this file does not accuse itself.
const linters = `\\b(${['biome', 'oxlint', 'eslint'].join('|')})-(${['ignore', 'disable'].join('|')})`;
const compiler = `@ts-(${['ignore', 'nocheck'].join('|')})\\b`;
const later = `\\b(${['TO-DO', 'FIX-ME'].map((word) => word.replace('-', '')).join('|')})\\b`;

/** Nothing is silenced, and nothing is put off, in the source. */
export const suppressions = textCheck({
  name: 'nothing silenced',
  covers: (path) => /\.(m|c)?(ts|js)$|\.sh$|^\.ci\//.test(path),
  faultsIn: (file) => [
    ...linesMatching(file, new RegExp(linters), 'silences the linter'),
    ...linesMatching(file, new RegExp(compiler), 'silences the type checker'),
    ...linesMatching(file, new RegExp(later), 'puts off what should be done, or be an issue'),
  ],
});
