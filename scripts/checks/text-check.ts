import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from './check.ts';
import { repositoryFiles } from './files.ts';
import { root } from './tools.ts';

export interface TextFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** A check that looks at one file at a time. */
export interface TextCheck extends Check {
  covers(path: string): boolean;
  faultsIn(file: TextFile): readonly string[];
}

export function textCheck(parts: Omit<TextCheck, 'run'>): TextCheck {
  return {
    ...parts,
    async run() {
      const paths = (await repositoryFiles()).filter(parts.covers);
      const faults = paths.map(async (path) =>
        parts.faultsIn({ path, text: await readFile(join(root, path), 'utf8') }),
      );
      return (await Promise.all(faults)).flat();
    },
  };
}

/** `path:line: sentence` for each line on which the pattern is found. */
export function linesMatching({ path, text }: TextFile, pattern: RegExp, sentence: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${sentence}`] : []));
}
