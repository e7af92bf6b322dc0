import { DCLinter } from 'dclint';
import { z } from 'zod';
import type { Check } from '../check.ts';
import { repositoryFiles } from '../files.ts';

/** Of the linter's rules: what a start would refuse, or what would differ from one start to the next. The others are of taste. */
const wanted = new Set([
  'invalid-schema',
  'invalid-yaml',
  'no-duplicate-container-names',
  'no-duplicate-exported-ports',
  'no-version-field',
  'service-image-require-explicit-tag',
]);

export const compose: Check = {
  name: 'delivery: compose',
  async run() {
    const paths = (await repositoryFiles()).filter((path) =>
      /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/.test(path),
    );
    return faultsOfCompose(paths);
  },
};

/** The types that dclint ships lead nowhere. */
const reports = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(z.object({ line: z.number(), message: z.string(), rule: z.string() })),
  }),
);

/** By the schema of the Compose specification, and by the rules above. */
export function faultsOfCompose(paths: readonly string[]): string[] {
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });
  return reports
    .parse(linter.lintFiles([...paths], false))
    .flatMap(({ filePath, messages }) =>
      messages
        .filter(({ rule }) => wanted.has(rule))
        .map(({ line, message, rule }) => `${filePath}:${line}: ${message} (${rule})`),
    );
}
