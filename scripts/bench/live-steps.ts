import { outboxChannel } from '@learnova/platform/outbox/notify';
import { Client } from 'pg';
import type { System } from '../lib/system.ts';
import { percentile, rounded } from './statistics.ts';
import type { Table } from './table.ts';

/** The way of an event, step by step, in the order in which the steps usually end. */
const steps = [
  ['sent', ''],
  ['command', "the teacher's request has reached attendance"],
  ['committed', 'it has decided and committed, and PostgreSQL has told so'],
  ['numbered', 'the relay has woken and numbered it'],
  ['appended', 'the live log has it'],
  ['read', 'the gateway has woken and read it'],
  ['asked', 'the gateway has asked the owner'],
  ['owner', "the owner has answered with the office's rights"],
  ['others', 'users and academics have answered'],
  ['shown', 'it has reached the socket of the client'],
] as const;
type Step = (typeof steps)[number][0];

interface Way {
  readonly id: string;
  readonly at: Map<Step, number>;
}

/** Looks on while events pass through a system in this process, one at a time. */
export class Steps implements AsyncDisposable {
  readonly #listener: Client;
  readonly #ways: Way[] = [];
  readonly #answers: number[] = [];
  #current: Way | undefined;

  private constructor(listener: Client) {
    this.#listener = listener;
    listener.on('notification', () => this.#first('committed'));
  }

  static async watch(system: System, databaseUrl: string): Promise<Steps> {
    const listener = new Client(databaseUrl);
    await listener.connect();
    const watcher = new Steps(listener);
    await listener.query(`listen ${outboxChannel}`);
    watcher.#watchLog(system);
    watcher.#watchServices(system);
    return watcher;
  }

  begin(id: string): void {
    this.#current = { id, at: new Map([['sent', performance.now()]]) };
  }

  end(id: string, answeredAt: number, shownAt: number): void {
    const way = this.#current;
    if (way?.id !== id) return;
    way.at.set('shown', shownAt);
    this.#answers.push(answeredAt - (way.at.get('sent') ?? answeredAt));
    this.#ways.push(way);
    this.#current = undefined;
  }

  table(): Table {
    const rows = steps.slice(1).map(([step, text], n) => {
      const before = steps[n]?.[0] ?? 'sent';
      const took = this.#ways.flatMap(({ at }) => {
        const [from, to] = [at.get(before), at.get(step)];
        return from === undefined || to === undefined ? [] : [to - from];
      });
      return [text, ...[50, 95].map((percent) => rounded(percentile(took, percent)))];
    });
    const answer = [50, 95].map((percent) => rounded(percentile(this.#answers, percent)));
    return {
      title: `embedded, where the time goes: milliseconds until ... (${this.#ways.length} events)`,
      columns: ['p50', 'p95'],
      rows: [...rows, ['(meanwhile the teacher has the answer, from the start)', ...answer]],
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener.end();
  }

  #first(step: Step): void {
    const at = this.#current?.at;
    if (at && !at.has(step)) at.set(step, performance.now());
  }

  #last(step: Step): void {
    this.#current?.at.set(step, performance.now());
  }

  #watchLog({ profile: { liveLog } }: System): void {
    const append = liveLog.append.bind(liveLog);
    const read = liveLog.read.bind(liveLog);
    liveLog.append = async (number, pointers) => {
      const isOurs = pointers.some(({ key }) => key.id === this.#current?.id);
      if (isOurs) this.#first('numbered');
      await append(number, pointers);
      if (isOurs) this.#first('appended');
    };
    liveLog.read = async (...place) => {
      const entries = await read(...place);
      if (entries.some(({ pointer }) => pointer.key.id === this.#current?.id)) this.#first('read');
      return entries;
    };
  }

  /** The owner is asked for the command first, and then for the delivery; others after the delivery belong to it. */
  #watchServices({ running }: System): void {
    for (const { operations } of running) {
      const run = operations.run.bind(operations);
      operations.run = async (body, call) => {
        const isDelivery = body.extensions?.live?.pointer?.key.id === this.#current?.id;
        const isRest = this.#current?.at.has('owner') ?? false;
        if (isDelivery) this.#first('asked');
        else if (!isRest) this.#first('command');
        const result = await run(body, call);
        if (isDelivery) this.#first('owner');
        else if (isRest) this.#last('others');
        return result;
      };
    }
  }
}
