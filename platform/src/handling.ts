import { sql } from 'kysely';
import type { Channels } from './channels.ts';
import type { Envelope, Job, Reaction, Schedule } from './handlers.ts';
import { newId } from './ids.ts';
import type { Request } from './request.ts';
import type { Running } from './running.ts';

export interface Attempt {
  /** 1 for the first. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
}

/** Runs one subgraph's reactions, jobs and schedules, each under the service's own name and with the inbox that makes it one. */
export class Handling {
  readonly #running: Running;

  constructor(running: Running) {
    this.#running = running;
  }

  /**
   * A reaction in one transaction that begins with its inbox entry: a second run of the same event waits for the first one's
   * commit and then finds nothing to do.
   */
  async react(reaction: Reaction, event: Envelope): Promise<void> {
    const request = this.#request(event.requestId, reaction.name);
    await request.em.begin();
    try {
      if (await enter(request, event.id, reaction.name)) {
        await reaction.run(request, event);
        await request.em.flush();
      }
      await request.em.commit();
    } catch (error) {
      await request.em.rollback();
      throw error;
    }
  }

  /** A job stores what it does itself, step by step; its inbox entry is the last of them. */
  async carryOut(
    job: Job,
    message: { id: string; requestId: string; payload: unknown },
    attempt: Attempt,
    channels: Channels,
  ) {
    const request = this.#request(message.requestId, job.name);
    if (await entered(request, message.id, job.name)) return;
    await job.run(request, message.payload, { ...attempt, channels });
    await enter(request, message.id, job.name);
  }

  async runSchedule(schedule: Schedule): Promise<void> {
    await schedule.run(this.#request(newId(), schedule.name));
  }

  #request(id: string, operation: string): Request {
    return this.#running.request({ id, operation, actor: { kind: 'service', service: this.#running.name } });
  }
}

async function entered(request: Request, messageId: string, handler: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from inbox_entry where message_id = ${messageId} and handler = ${handler}
  `.execute(request.reads<unknown>());
  return rows.length > 0;
}

/** Writes the inbox entry; false when it was there. */
async function enter(request: Request, messageId: string, handler: string): Promise<boolean> {
  const { rows } = await sql`
    insert into inbox_entry (message_id, handler, handled_at) values (${messageId}, ${handler}, platform.now())
    on conflict do nothing returning 1
  `.execute(request.reads<unknown>());
  return rows.length > 0;
}

/**
 * The version guard of a reaction: true when this version of the aggregate is newer than any this handler has acted on, and
 * remembered with its effects. Locks the aggregate's row, so that two versions at once are taken one after the other.
 *
 * For a reaction that keeps what an event says. Those of the school so far ask the owner for what stands now, whichever event
 * comes last, so only the contract test (`platform/tests/core.test.ts`) uses it.
 */
export async function newerThan(
  request: Request,
  handler: string,
  aggregateId: string,
  version: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into seen_version (handler, aggregate_id, version) values (${handler}, ${aggregateId}, ${version})
    on conflict (handler, aggregate_id) do update set version = excluded.version
      where seen_version.version < excluded.version
    returning 1
  `.execute(request.reads<unknown>());
  return rows.length > 0;
}
