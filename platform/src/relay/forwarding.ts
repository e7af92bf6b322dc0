import type { ServiceName } from '@learnova/schema/services';
import type { Envelope } from '../handlers.ts';
import { type LiveLog, LogLost } from '../live/log.ts';
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

/** The queue's orders for a message, without those of handlers that have dealt with it. */
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

/** Tells messages to the live log and the queue, in the order of their numbers. Telling one again adds nothing. */
export async function forward(
  messages: readonly Message[],
  {
    liveLog,
    queue,
    handlers,
    forwarded,
  }: { liveLog: LiveLog; queue: Queue; handlers: Handlers; forwarded: number },
): Promise<void> {
  let highest = forwarded;
  for (const { number, live } of messages) {
    await append(liveLog, Number(number), live, highest);
    highest = Math.max(highest, Number(number));
  }
  const orders = messages.flatMap((message) => ordersOf(message, handlers(message.name)));
  if (orders.length > 0) await queue.addAll(orders);
}

async function append(
  liveLog: LiveLog,
  number: number,
  live: Message['live'],
  highest: number,
): Promise<void> {
  try {
    await liveLog.append(number, live);
  } catch (error) {
    if (!(error instanceof LogLost)) throw error;
    await liveLog.restore(highest);
    await liveLog.append(number, live);
  }
}
