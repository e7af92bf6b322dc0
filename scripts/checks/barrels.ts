import { parse } from '@swc/core';
import type { Check } from './check.ts';
import { textsOf } from './files.ts';

const sources = /(?<!\.d)\.m?ts$/;
const reExports = new Set(['ExportAllDeclaration', 'ExportNamedDeclaration', 'ImportDeclaration']);

/** A file that only re-exports hides where a thing lives, and ties knots of imports. */
export const barrels: Check = {
  name: 'no barrels',
  async run() {
    const faults: string[] = [];
    for (const { path, text } of await textsOf(sources)) {
      const { body } = await parse(text, { syntax: 'typescript', decorators: true });
      const exporting = body.some(({ type }) => type.startsWith('Export'));
      if (exporting && body.every(({ type }) => reExports.has(type))) faults.push(`${path}: only re-exports`);
    }
    return faults;
  },
};
