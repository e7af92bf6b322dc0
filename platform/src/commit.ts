import type { EventContract, JobContract } from '@learnova/schema/define';
import { newId } from './ids.ts';
import type { Pointer } from './live/log.ts';
import { OutboxMessage } from './outbox/outbox-message.entity.ts';
import type { Request } from './request.ts';

/** What an event is about, and the live topics that point at it. */
export interface Fact<P> {
  readonly aggregateId: string;
  /** The aggregate's version after this command: what tells an old event from a new one. */
  readonly version: number;
  readonly organizationId: string | null;
  readonly payload: P;
  readonly live?: readonly Pointer[];
}

/** The beat "publish": one event a command, told only if the command commits. Needs `await request.now()` beforehand. */
export function publish<P>(
  request: Request,
  contract: EventContract<P>,
  fact: Fact<NoInfer<P>>,
  now: Date,
): void {
  request.em.persist(
    Object.assign(message(request, now), {
      kind: 'event' as const,
      name: contract.name,
      payload: contract.payload.parse(fact.payload),
      aggregateId: fact.aggregateId,
      version: fact.version,
      organizationId: fact.organizationId,
      live: fact.live ?? [],
    }),
  );
}

/** Orders a job, which runs only if the command commits; at once, or at its hour. */
export function order<P>(
  request: Request,
  contract: JobContract<P>,
  payload: NoInfer<P>,
  now: Date,
  runAt: Date | null = null,
): void {
  request.em.persist(
    Object.assign(message(request, now), {
      kind: 'job' as const,
      name: contract.name,
      payload: contract.payload.parse(payload),
      runAt,
    }),
  );
}

function message(request: Request, now: Date): OutboxMessage {
  const { actor } = request;
  const who = actor.kind === 'service' ? actor.act : actor.kind === 'person' ? actor : undefined;
  return Object.assign(new OutboxMessage(), {
    id: newId(),
    requestId: request.id,
    occurredAt: now,
    actorId: who?.personId ?? null,
    onBehalfOf: who?.onBehalfOf ?? null,
  });
}

/**
 * The one flush of a command: state, audit, outbox and idempotency entry together, or nothing. Where somebody else committed
 * first it throws what `wasOvertaken` knows; under `idempotent` the command is then decided anew.
 */
export async function commit(request: Request): Promise<void> {
  if (request.actor.kind !== 'service' && !request.permitted) {
    throw new Error(`${request.operation} commits without having asked its policy`);
  }
  const { em } = request;
  try {
    // It is in a transaction where it has taken turns, which end with it.
    if (em.isInTransaction()) await em.commit();
    else await em.flush();
  } catch (error) {
    em.clear();
    // What the database's library has on top of it fills the frames that Node notes, and says nothing of the command.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
