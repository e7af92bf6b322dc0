import { type Callable, faultsOfRun } from './run-lines.ts';
import { type DeliveryFile, type Job, readDelivery, type Step, type Workflow } from './workflow-file.ts';

const longestJobMinutes = 60;
/** A tag that names one version, or a commit with that tag beside it. */
const exactVersion = /^[\w.-]+\/[\w./-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/;
/** GitHub's own bash ends at the first failure; any other may forgive it. */
const ownShell = 'chooses a shell of its own: let it be bash';
const pinnedWithoutTag = /uses:\s*[\w./-]+@[0-9a-f]{40}\s*$/;

/** What the house promises of its pipelines, beside what actionlint knows. @returns a sentence for each fault */
export function faultsOfDelivery(path: string, text: string, callable: Callable): string[] {
  const file = readOr(path, text);
  if (typeof file === 'string') return [file];
  const { workflow, steps } = file;
  const faults = [
    ...(workflow ? ofWorkflow(workflow) : []),
    ...steps.flatMap(({ at, step }) => ofStep(step, workflow, callable).map((fault) => `${at}: ${fault}`)),
    ...ofText(text),
  ];
  return faults.map((fault) => `${path}: ${fault}`);
}

function readOr(path: string, text: string): DeliveryFile | string {
  try {
    return readDelivery(path, text);
  } catch (error) {
    return (error as Error).message;
  }
}

function ofWorkflow({ permissions, concurrency, jobs, ...rest }: Workflow): string[] {
  return [
    ...ofGeneralPermissions(permissions),
    ...(hasGroup(concurrency)
      ? []
      : ['has no concurrency group: two runs of one branch would stand in each other’s way']),
    ...('defaults' in rest ? [ownShell] : []),
    ...Object.entries(jobs).flatMap(([name, job]) => ofJob(job).map((fault) => `${name}: ${fault}`)),
  ];
}

/** What every job gets: to read at most. A job that writes says so itself. */
function ofGeneralPermissions(permissions: unknown): string[] {
  if (permissions === undefined || permissions === null)
    return ['has no permissions: say `permissions: {}`, and more in the job that needs it'];
  const allowed =
    typeof permissions === 'object' &&
    Object.values(permissions).every((value) => value === 'read' || value === 'none');
  return allowed ? [] : ['lets every job write: grant that to the job that needs it'];
}

function ofJob({ permissions, 'timeout-minutes': minutes, 'runs-on': machine, ...rest }: Job): string[] {
  const inTime = typeof minutes === 'number' && minutes > 0 && minutes <= longestJobMinutes;
  return [
    ...(inTime ? [] : [`has no timeout-minutes up to ${longestJobMinutes}`]),
    ...(permissions === 'write-all' ? ['may write everything'] : []),
    ...(typeof machine === 'string' && /-latest$/.test(machine)
      ? [`runs on ${machine}, which changes by itself`]
      : []),
    ...('continue-on-error' in rest ? ['goes on after an error'] : []),
    ...('defaults' in rest ? [ownShell] : []),
  ];
}

function ofStep(step: Step, workflow: Workflow | null, callable: Callable): string[] {
  return [
    ...('continue-on-error' in step ? ['goes on after an error'] : []),
    ...(step.shell === undefined || step.shell === 'bash' ? [] : [ownShell]),
    ...(step.run === undefined ? [] : faultsOfRun(step.run, callable)),
    ...(step.run !== undefined && workflow === null && step.shell !== 'bash' ? ['has no `shell: bash`'] : []),
    ...(step.uses === undefined ? [] : ofUse(step, step.uses, workflow)),
  ];
}

function ofUse({ with: inputs = {} }: Step, uses: string, workflow: Workflow | null): string[] {
  if (uses.startsWith('./')) return [];
  const faults = exactVersion.test(uses) ? [] : [`${uses} is no exact version, such as @v1.2.3`];
  if (!uses.startsWith('actions/checkout@')) return faults;
  if (inputs['persist-credentials'] !== false)
    faults.push('leaves the token in the checkout: persist-credentials: false');
  if (
    isPrivileged(workflow) &&
    ['ref', 'repository', 'allow-unsafe-pr-checkout'].some((name) => name in inputs)
  )
    faults.push('may check out a stranger’s code, and has the rights of the base branch');
  return faults;
}

/** Runs with the rights of the base branch on the word of a stranger; a composite action has those of whoever uses it. */
function isPrivileged(workflow: Workflow | null): boolean {
  if (!workflow) return true;
  const { on } = workflow;
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on ?? {});
  return events.some((event) => event === 'pull_request_target' || event === 'workflow_run');
}

/** YAML drops comments, and a commit without its tag says nothing to a reader. */
function ofText(text: string): string[] {
  const bare = text.split('\n').filter((line) => pinnedWithoutTag.test(line));
  return bare.map((line) => `\`${line.trim()}\` does not say its version: add \`# v1.2.3\``);
}

function hasGroup(concurrency: unknown): boolean {
  if (typeof concurrency === 'string') return true;
  return typeof concurrency === 'object' && concurrency !== null && 'group' in concurrency;
}
