import { CannotStart } from '@learnova/platform/cannot-start';
import type { Job, Step, Workflow } from '../../checks/delivery/workflow-file.ts';

/** A step that runs a program, as a job plays it for one value of its matrix. */
export interface Played {
  /** `tests (users): Tests on a PostgreSQL and a Redis of their own`. */
  readonly title: string;
  readonly run: string;
  readonly environment: Readonly<Record<string, string>>;
}

export type Matrix = Readonly<Record<string, readonly string[]>>;

/** The steps of a job that run something, in order, once for each combination of its matrix. Actions set a machine up, which is here. */
export function planOf(
  workflow: Workflow,
  name: string,
  matrixOf: (expression: string) => Matrix,
): readonly Played[] {
  const job = workflow.jobs[name];
  if (!job)
    throw new CannotStart(
      `The workflow has no job ${name}: it has ${Object.keys(workflow.jobs).join(', ')}.`,
    );
  return combinationsOf(job, matrixOf).flatMap((chosen) =>
    job.steps.flatMap((step) =>
      step.run === undefined ? [] : [played(name, job, step, step.run, chosen, workflow)],
    ),
  );
}

function played(
  name: string,
  job: Job,
  step: Step,
  run: string,
  chosen: Readonly<Record<string, string>>,
  workflow: Workflow,
): Played {
  const variables = { ...workflow.env, ...job.env, ...step.env };
  const words = Object.values(chosen).join(', ');
  return {
    title: `${name}${words && ` (${words})`}: ${step.name ?? run}`,
    run,
    environment: Object.fromEntries(
      Object.entries(variables).map(([key, value]) => [key, atHome(String(value ?? ''), chosen)]),
    ),
  };
}

/** What a variable is at home, where there is a matrix and no event. */
function atHome(text: string, chosen: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_all, expression: string) => {
    const [, key = ''] = /^matrix\.([\w-]+)$/.exec(expression) ?? [];
    const value = chosen[key];
    if (value === undefined)
      throw new CannotStart(
        `\${{ ${expression} }} is known to GitHub alone: this job cannot be played at home.`,
      );
    return value;
  });
}

function combinationsOf(
  { strategy }: Job,
  matrixOf: (expression: string) => Matrix,
): Record<string, string>[] {
  const { matrix } = strategy ?? {};
  if (matrix === undefined) return [{}];
  const dimensions = typeof matrix === 'string' ? matrixOf(matrix) : (matrix as Matrix);
  return Object.entries(dimensions).reduce<Record<string, string>[]>(
    (sofar, [key, values]) => sofar.flatMap((chosen) => values.map((value) => ({ ...chosen, [key]: value }))),
    [{}],
  );
}
