import { id } from '@learnova/schema/define';
import type { DocumentNode, FieldNode } from 'graphql';
import { type ExecutionResult, execute, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js';
import { z } from 'zod';
import { badInput, forbidden, Refusal } from '../refusal.ts';
import type { Request } from '../request.ts';
import type { Live } from './live.ts';

/** What the gateway sends along with a subscription: nothing to be admitted, a pointer to be told what it points at. */
export const liveExtension = z.object({
  pointer: z
    .object({
      typename: z.string(),
      key: z.record(z.string(), z.string()),
      version: z.int(),
      cursor: z.string(),
    })
    .optional(),
});
export type LiveExtension = z.infer<typeof liveExtension>;

/** Whoever has a bearer may post a pointer: a key that is none must not get as far as a query. */
const isId = (value: unknown) => id.safeParse(value).success;

interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly live: LiveExtension;
}

interface Settings {
  readonly lives: readonly Live<unknown>[];
  /** How far ahead `until` may lie, in milliseconds: after it the gateway asks to be admitted again. */
  readonly readmitAfterMs: number;
  /** The live log's position, where a new subscriber begins. */
  readonly position: () => Promise<number>;
}

/**
 * The owner's part of a subscription over plain POST: admission, or one delivery under the subscriber's own rights.
 * Each delivery is admitted anew, so a right that has ended ends the subscription even if no event told of it.
 */
export async function answerLive(
  request: Request,
  operation: Operation,
  settings: Settings,
): Promise<ExecutionResult> {
  const { live, args } = fieldOf(operation, settings.lives);
  const { pointer } = operation.live;
  if (pointer && !live.key.every((name) => isId(pointer.key[name])))
    throw badInput(
      ['extensions', 'live', 'pointer', 'key'],
      `A pointer here holds ${live.key.join(' and ')}.`,
    );
  // The position is read before the rights are: an event in between is delivered twice rather than never.
  const cursor = pointer ? undefined : await settings.position();
  let end: Date | null;
  try {
    end = await live.admit(request, args);
    if (end && end <= (await request.now()))
      throw forbidden('What this subscription showed may no longer be shown.');
  } catch (error) {
    if (error instanceof Refusal) return { errors: [error], extensions: { live: { status: 'ended' } } };
    throw error;
  }
  if (!pointer) {
    const now = await request.now();
    const latest = now.getTime() + settings.readmitAfterMs;
    const until = new Date(end ? Math.min(end.getTime(), latest) : latest).toISOString();
    const admitted = {
      status: 'admitted',
      topic: live.topic(args),
      cursor: String(cursor),
      until,
      now: now.toISOString(),
    };
    return { data: null, extensions: { live: admitted } };
  }
  const result = await execute({
    schema: operation.schema,
    document: operation.document,
    rootValue: pointer,
    contextValue: request,
    variableValues: operation.variables,
  });
  if (request.skipped) return { data: null, extensions: { live: { status: 'skip' } } };
  return { ...result, extensions: { live: { status: 'data' } } };
}

function fieldOf({ schema, operation, variables }: Operation, lives: readonly Live<unknown>[]) {
  const [field, ...more] = operation.selectionSet.selections.filter(
    (s): s is FieldNode => s.kind === 'Field',
  );
  const live = lives.find((candidate) => candidate.field === field?.name.value);
  const definition = field && schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!field || more.length > 0 || !live || !definition) {
    throw badInput(['subscription'], 'A subscription selects one live field.');
  }
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors) throw badInput(['variables'], errors.map((error) => error.message).join(' '));
  return { live, args: getArgumentValues(definition, field, coerced) as unknown };
}
