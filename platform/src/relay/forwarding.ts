import type { ServiceName } from '@learnova/schema/services';
import type { Envelope } from '../handlers.ts';
import { type LiveLog, oneToATopic, type Pointer } from '../live/log.ts';
import type { Logger } from '../log.ts';
import type { Order, Queue } from '../queue/queue.ts';
import type { Message } from './outbox.ts';

/** Who deals with a message: a reaction to an event, or the implementation of a job. */
export interface Handler {
  readonly name: string;
  /** The subgraph in whose inbox it says that it has. */
  readonly service: ServiceName;
  readonly attempts: number;
  readonly backoffMs: number;
}

/** The handlers of a message by its name; none for an event that nobody reacts to. */
export type Handlers = (name: string) => readonly Handler[];

export interface Receivers {
  readonly liveLog: LiveLog;
  readonly queue: Queue;
  readonly handlers: Handlers;
  readonly log: Logger;
}

/** The queue's orders for a message to these handlers. Their ids are the same each time, so the queue takes each once. */
export function ordersOf(message: Message, handlers: readonly Handler[]): Order[] {
  const data: Envelope = {
    id: message.id,
    name: message.name,
    number: Number(message.number),
    aggregateId: message.aggregate_id,
    version: message.version,
    occurredAt: message.occurred_at.toISOString(),
    organizationId: message.organization_id,
    actorId: message.actor_id,
    onBehalfOf: message.on_behalf_of,
    requestId: message.request_id,
    payload: message.payload,
  };
  return handlers.map(({ name, attempts, backoffMs }) => ({
    id: `${message.id}-${name.replace(/\W/g, '_')}`,
    name,
    data,
    attempts,
    backoffMs,
  }));
}

/**
 * Tells messages, in the order of their numbers, to the live log and then to the queue. Telling one again adds nothing.
 * @returns those that were taken; a message that the queue refuses by itself keeps nobody else waiting
 * @throws when the log or the queue takes nothing at all
 */
export async function forward(messages: readonly Message[], receivers: Receivers): Promise<Message[]> {
  const { liveLog, queue, handlers, log } = receivers;
  for (const [index, message] of messages.entries()) {
    const pointers = pointersOf(message, log);
    // The last one is told in any case: the log's position is how it notices what it has lost.
    const isLast = index === messages.length - 1;
    if (pointers.length > 0 || isLast) await liveLog.append(Number(message.number), pointers);
  }
  const known = messages.filter((message) => isKnown(message, receivers));
  const orders = known.flatMap((message) => ordersOf(message, handlers(message.name)));
  try {
    await queue.addAll(orders);
    return known;
  } catch (error) {
    log.warn({ err: error }, 'the queue does not take a batch');
    // A queue that is away says so here as well: then it is not the messages.
    await queue.counts();
    return oneByOne(known, receivers);
  }
}

async function oneByOne(
  messages: readonly Message[],
  { queue, handlers, log }: Receivers,
): Promise<Message[]> {
  const taken: Message[] = [];
  for (const message of messages) {
    try {
      await queue.addAll(ordersOf(message, handlers(message.name)));
      taken.push(message);
    } catch (error) {
      log.error({ err: error, messageId: message.id }, 'the queue does not take a message');
    }
  }
  return taken;
}

/** An order that nobody carries out is not done with: it waits for a release that knows it. */
function isKnown({ id, kind, name }: Message, { handlers, log }: Receivers): boolean {
  if (kind === 'event' || handlers(name).length > 0) return true;
  log.error({ messageId: id, job: name }, 'nobody carries this job out');
  return false;
}

/** Pointers that the log would refuse for ever must not keep the others waiting. */
function pointersOf({ id, live }: Message, log: Logger): readonly Pointer[] {
  try {
    return oneToATopic(live);
  } catch (error) {
    log.error({ err: error, messageId: id }, 'an event is not live');
    return [];
  }
}
