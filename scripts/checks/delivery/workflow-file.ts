import { parseDocument } from 'yaml';
import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const variables = z.record(z.string(), scalar);

const step = z.looseObject({
  name: z.string().optional(),
  if: z.union([z.string(), z.boolean()]).optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  with: variables.optional(),
  env: variables.optional(),
});

const job = z.looseObject({
  name: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  permissions: z.unknown().optional(),
  strategy: z.looseObject({ matrix: z.unknown().optional() }).optional(),
  'timeout-minutes': z.unknown().optional(),
  'runs-on': z.unknown().optional(),
  env: variables.optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  steps: z.array(step).min(1),
});

const workflow = z.looseObject({
  name: z.string().min(1),
  on: z.unknown().optional(),
  permissions: z.unknown().optional(),
  concurrency: z.unknown().optional(),
  env: variables.optional(),
  jobs: z.record(z.string(), job),
});

const action = z.looseObject({
  name: z.string().min(1),
  description: z.string().min(1),
  inputs: z
    .record(
      z.string(),
      z.strictObject({
        description: z.string(),
        default: z.string().optional(),
        required: z.boolean().optional(),
      }),
    )
    .optional(),
  runs: z.strictObject({ using: z.literal('composite'), steps: z.array(step).min(1) }),
});

export type Step = z.infer<typeof step>;
export type Job = z.infer<typeof job>;
export type Workflow = z.infer<typeof workflow>;

/** A file of .github that has steps. */
export interface DeliveryFile {
  /** Null in a composite action, whose permissions and limits are those of whoever uses it. */
  readonly workflow: Workflow | null;
  readonly steps: readonly { readonly at: string; readonly step: Step }[];
}

export const workflowPath = /^\.github\/workflows\/[\w-]+\.ya?ml$/;
export const actionPath = /^\.github\/actions\/[\w-]+\/action\.ya?ml$/;

/** @throws Error with a sentence when it is no YAML, or not what GitHub expects */
export function readDelivery(path: string, text: string): DeliveryFile {
  if (actionPath.test(path)) {
    const { runs } = read(path, text, action);
    return { workflow: null, steps: numbered('', runs.steps) };
  }
  const found = read(path, text, workflow);
  return {
    workflow: found,
    steps: Object.entries(found.jobs).flatMap(([name, { steps }]) => numbered(`${name}, `, steps)),
  };
}

function numbered(prefix: string, steps: readonly Step[]): DeliveryFile['steps'] {
  return steps.map((each, index) => ({
    at: `${prefix}step ${index + 1}${each.name ? ` (${each.name})` : ''}`,
    step: each,
  }));
}

function read<M extends z.ZodType>(path: string, text: string, model: M): z.infer<M> {
  const document = parseDocument(text);
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw new Error(`${path}: ${fault.message}`);
  const result = model.safeParse(document.toJS());
  if (result.success) return result.data;
  throw new Error(`${path}: ${z.prettifyError(result.error)}`);
}
