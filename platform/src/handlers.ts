import type { EventContract, JobContract } from '@learnova/schema/define';
import type { ServiceName } from '@learnova/schema/services';
import type { Channels } from './channels.ts';
import type { Request } from './request.ts';

/** An event as a reaction receives it: possibly late, twice, or after a newer one. */
export interface Envelope<P = unknown> {
  readonly id: string;
  readonly name: string;
  /** The relay's number: the event's place in the live log. */
  readonly number: number;
  readonly aggregateId: string | null;
  readonly version: number | null;
  /** ISO 8601 */
  readonly occurredAt: string;
  readonly organizationId: string | null;
  readonly actorId: string | null;
  readonly onBehalfOf: string | null;
  readonly requestId: string;
  readonly payload: P;
}

/** What follows from an event. It runs in one transaction with its inbox entry: its effects happen once. */
export interface Reaction {
  readonly name: `${ServiceName}.${string}`;
  readonly contract: EventContract;
  run(request: Request, event: Envelope): Promise<void>;
}

export interface JobContext {
  /** 1 for the first try. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  readonly channels: Channels;
}

/** How an order is carried out. It may run again after a crash anywhere in it, so it stores each intention before it acts. */
export interface Job {
  readonly name: string;
  readonly contract: JobContract;
  run(request: Request, payload: unknown, context: JobContext): Promise<void>;
}

/** Work at an hour of the clock: a cron pattern in UTC. */
export interface Schedule {
  readonly name: `${ServiceName}.${string}`;
  readonly cron: string;
  run(request: Request): Promise<void>;
}

export function on<P>(
  contract: EventContract<P>,
  name: `${ServiceName}.${string}`,
  run: (request: Request, event: Envelope<P>) => Promise<void>,
): Reaction {
  return {
    name,
    contract,
    run: (request, event) => run(request, { ...event, payload: contract.payload.parse(event.payload) }),
  };
}

export function implement<P>(
  contract: JobContract<P>,
  run: (request: Request, payload: P, context: JobContext) => Promise<void>,
): Job {
  return {
    name: contract.name,
    contract,
    run: (request, payload, context) => run(request, contract.payload.parse(payload), context),
  };
}

export function schedule(
  name: `${ServiceName}.${string}`,
  cron: string,
  run: (request: Request) => Promise<void>,
): Schedule {
  return { name, cron, run };
}
