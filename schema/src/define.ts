import { z } from 'zod';
import { isDecimal } from './decimal.ts';
import type { ServiceName } from './services.ts';
import { isText } from './text.ts';
import { isSaneYear } from './years.ts';

/** A past fact that its publisher promises to tell, once per command. Payloads hold ids and facts, never personal data. */
export interface EventContract<P = unknown> {
  readonly kind: 'event';
  /** `<publisher>.<fact-in-the-past-tense>` */
  readonly name: string;
  readonly publisher: ServiceName;
  readonly payload: z.ZodType<P>;
}

/** An order to do something later or elsewhere. Ids only: queue data can be read by whoever reads the queue. */
export interface JobContract<P = unknown> {
  readonly kind: 'job';
  /** `<owner>.<order-as-an-imperative>` */
  readonly name: string;
  readonly owner: ServiceName;
  readonly payload: z.ZodType<P>;
  readonly retry: RetryPolicy;
}

/** How often a job is tried, and how long it waits: `backoffMs * 2^(attempt - 1)`, at most an hour. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly backoffMs: number;
}

/** A question that one service answers to others, always about a set. Its handler never asks in turn. */
export interface AskContract<I = unknown, O = unknown> {
  readonly kind: 'ask';
  /** `<owner>.<what-is-answered>` */
  readonly name: string;
  readonly owner: ServiceName;
  /** The services that may ask. A person's bearer is never accepted. */
  readonly admits: readonly ServiceName[];
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
}

export function defineEvent<P>(name: `${ServiceName}.${string}`, payload: z.ZodType<P>): EventContract<P> {
  return { kind: 'event', name, publisher: ownerOf(name), payload };
}

export function defineJob<P>(
  name: `${ServiceName}.${string}`,
  payload: z.ZodType<P>,
  retry: RetryPolicy = { attempts: 8, backoffMs: 1_000 },
): JobContract<P> {
  return { kind: 'job', name, owner: ownerOf(name), payload, retry };
}

export function defineAsk<I, O>(
  name: `${ServiceName}.${string}`,
  contract: { admits: readonly ServiceName[]; input: z.ZodType<I>; output: z.ZodType<O> },
): AskContract<I, O> {
  return { kind: 'ask', name, owner: ownerOf(name), ...contract };
}

function ownerOf(name: string): ServiceName {
  return name.slice(0, name.indexOf('.')) as ServiceName;
}

/** Value types that contracts share. */
export const id = z.uuid();
/** Of a set that is too large for one answer: so many, after an id, or from the first where it is null. Spread into an input. */
export const page = { after: id.nullable(), limit: z.int().min(1).max(1_000) };
/** A school day, `YYYY-MM-DD`, in the organization's time zone. */
export const schoolDay = z.iso.date().refine(isSaneYear);
/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime().refine(isSaneYear);
/** First day (or instant) on which a dated fact no longer holds; null while it has no end. */
export const endDay = schoolDay.nullable();
/** A text that a database can keep. */
export const text = z.string().refine(isText);
/** A decimal number as a string: never a float. */
export const decimal = z.string().refine(isDecimal);
