import type { Counter, Gauge } from 'prom-client';
import type { Queue } from '../queue/queue.ts';
import { type Handler, type Handlers, ordersOf } from './forwarding.ts';
import type { Message, Outbox } from './outbox.ts';

interface SweepParts {
  readonly outboxes: readonly Outbox[];
  readonly handlers: Handlers;
  readonly queue: Queue;
  readonly unsettled: Gauge;
  readonly again: Counter;
}

const slice = 500;

/**
 * Goes through what was forwarded a while ago, a slice at a time: what every handler has dealt with is deleted, what is
 * missing is given to the queue again. So a queue that lost its jobs loses time and no facts.
 */
export class Sweep {
  readonly #parts: SweepParts;
  #left: Outbox[] = [];
  #above = '0';
  #afterMs = 0;
  #found = 0;

  constructor(parts: SweepParts) {
    this.#parts = parts;
  }

  /** @param afterMs how long ago a message must have been forwarded */
  begin(afterMs: number): void {
    this.#left = [...this.#parts.outboxes];
    this.#above = '0';
    this.#afterMs = afterMs;
    this.#found = 0;
  }

  /** @returns whether there is more to go through */
  async goOn(): Promise<boolean> {
    const [outbox] = this.#left;
    if (!outbox) return false;
    const messages = await outbox.overdue(this.#above, this.#afterMs, slice);
    this.#found += await this.#settle(outbox, messages);
    const last = messages.at(-1);
    if (last && messages.length === slice) {
      this.#above = last.number;
    } else {
      this.#left.shift();
      this.#above = '0';
    }
    if (this.#left.length === 0) this.#parts.unsettled.set(this.#found);
    return this.#left.length > 0;
  }

  /** @returns how many of them are not settled */
  async #settle(outbox: Outbox, messages: readonly Message[]): Promise<number> {
    if (messages.length === 0) return 0;
    const { handlers, queue, again } = this.#parts;
    const isHandled = await this.#inboxes(messages);
    const open: Message[] = [];
    const done: string[] = [];
    const orders = messages.flatMap((message) => {
      const concerned = handlers(message.name);
      const missing = concerned.filter((handler) => !isHandled(message, handler));
      const isOrphan = message.kind === 'job' && concerned.length === 0;
      if (missing.length > 0 || isOrphan) open.push(message);
      else done.push(message.id);
      return ordersOf(message, missing);
    });
    await queue.addAll(orders);
    again.inc(orders.length);
    await outbox.settle(done);
    return open.length;
  }

  /** Reads the inbox of each subgraph that is concerned, under its own role. */
  async #inboxes(messages: readonly Message[]): Promise<(message: Message, handler: Handler) => boolean> {
    const { outboxes, handlers } = this.#parts;
    const handled = new Map<string, ReadonlySet<string>>();
    for (const inbox of outboxes) {
      const { schema } = inbox.place;
      const concerned = messages.filter(({ name }) =>
        handlers(name).some(({ service }) => service === schema),
      );
      if (concerned.length > 0) handled.set(schema, await inbox.handled(concerned.map(({ id }) => id)));
    }
    return ({ id }, { service, name }) => handled.get(service)?.has(`${id} ${name}`) ?? false;
  }
}
