import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { repositoryFiles } from '../files.ts';
import { faultsOf, root, run } from '../tools.ts';
import { actionPath, readDelivery, workflowPath } from './workflow-file.ts';

/** A piece of shell and where it stands. */
export interface Script {
  readonly name: string;
  readonly text: string;
}

/** Shell of the pipelines: the steps of workflows, and programs that begin with a shell's name. */
export const shell: Check = {
  name: 'delivery: shell',
  async run() {
    if (!isInstalled()) return faultsWithout(process.env.REQUIRE_SHELLCHECK);
    const paths = await repositoryFiles();
    const texts = await Promise.all(
      paths
        .filter(mayHoldShell)
        .map(async (path) => ({ name: path, text: await readFile(join(root, path), 'utf8') })),
    );
    return shellcheck(texts.flatMap((file) => scriptsOf(file.name, file.text)));
  },
};

/** The pieces of shell in a file: the steps of a workflow, or the whole of it. */
export function scriptsOf(path: string, text: string): Script[] {
  if (!workflowPath.test(path) && !actionPath.test(path))
    return /^#!.*\b(ba|da)?sh\b/.test(text) ? [{ name: path, text }] : [];
  return readDelivery(path, text).steps.flatMap(({ at, step }) =>
    // GitHub runs a step by bash, and ends it at the first command that fails.
    step.run === undefined
      ? []
      : [{ name: `${path}: ${at}`, text: `#!/bin/bash\nset -e -o pipefail\n${step.run}\n` }],
  );
}

export async function shellcheck(scripts: readonly Script[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'learnova-shell-'));
  try {
    const files = await Promise.all(
      scripts.map(async ({ name, text }, index) => {
        const file = join(folder, `${index}.sh`);
        await writeFile(file, text);
        return { name, file };
      }),
    );
    const { code, output } = await run('shellcheck', [
      '--norc',
      '--format=gcc',
      ...files.map(({ file }) => file),
    ]);
    return faultsOf({
      code,
      output: files.reduce((report, { file, name }) => report.replaceAll(file, name), output),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function isInstalled(): boolean {
  return spawnSync('shellcheck', ['--version']).status === 0;
}

/** What is wrong where there is no shellcheck: nothing, and told in a line, unless it is required. */
export function faultsWithout(required: string | undefined): string[] {
  if (required) return ['REQUIRE_SHELLCHECK is set, and shellcheck is not on the PATH'];
  console.log('     There is no shellcheck on the PATH: the shell of the pipelines was not looked at.');
  return [];
}

function mayHoldShell(path: string): boolean {
  return /^\.(ci|github)\/|\.sh$|^[\w/-]+$/.test(path);
}
