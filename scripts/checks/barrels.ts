import { parseSync } from '@swc/core';
import { textCheck } from './text-check.ts';

const reExports = new Set(['ExportAllDeclaration', 'ExportNamedDeclaration', 'ImportDeclaration']);

/** A file that only re-exports hides where a thing lives, and ties knots of imports. */
export const barrels = textCheck({
  name: 'no barrels',
  covers: (path) => /(?<!\.d)\.m?ts$/.test(path),
  faultsIn({ path, text }) {
    const { body } = parseSync(text, { syntax: 'typescript', decorators: true });
    const exporting = body.some(({ type }) => type.startsWith('Export'));
    return exporting && body.every(({ type }) => reExports.has(type)) ? [`${path}: only re-exports`] : [];
  },
});
