import type { LogEntry } from '@learnova/platform/live/log';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Call, GraphQLAnswer } from '../endpoint.ts';
import { codeOf, unavailable } from '../errors.ts';
import { fetched } from '../fetched.ts';
import type { Timeouts } from '../options.ts';
import type { SubscriptionPlan } from './plans.ts';

export interface Admission {
  readonly topic: string;
  /** The number after which a new subscriber begins to read. */
  readonly cursor: number;
  /** Milliseconds for which it holds. */
  readonly forMs: number;
}

/** What the owner says of one event to one subscriber. `undecided`: it could not be asked, or could not tell. */
export type Verdict =
  | { readonly status: 'data'; readonly answer: GraphQLAnswer }
  | { readonly status: 'skip' }
  | { readonly status: 'ended' | 'undecided'; readonly errors: readonly GraphQLError[] };

/** The owner refuses the subscription, or ends it. */
export class NotAdmitted extends Error {
  readonly errors: readonly GraphQLError[];
  /** True when nothing was decided, because the owner or somebody it needs does not answer. */
  readonly undecided: boolean;

  constructor(errors: readonly GraphQLError[], undecided: boolean) {
    super(errors.map((error) => error.message).join(' '));
    this.errors = errors;
    this.undecided = undecided;
  }
}

/** Admissions are asked again no faster than this, whatever the owner's clock says. */
const SHORTEST_MS = 20;

/** The service that owns a subscription's field, asked by plain POST under the subscriber's own rights. */
export class Owner {
  readonly #plan: SubscriptionPlan;
  readonly #timeouts: Timeouts;

  constructor(plan: SubscriptionPlan, timeouts: Timeouts) {
    this.#plan = plan;
    this.#timeouts = timeouts;
  }

  /** Throws `NotAdmitted`. */
  async admit(call: Call): Promise<Admission> {
    const answer = await this.#ask({}, call);
    const live = liveOf(answer);
    if (live?.status === 'admitted' && typeof live.topic === 'string') {
      return { topic: live.topic, cursor: Number(live.cursor), forMs: this.#remaining(live) };
    }
    const errors = errorsOf(answer, this.#plan.owner.name);
    throw new NotAdmitted(errors, isUndecided(errors));
  }

  async deliver({ number, pointer }: LogEntry, call: Call): Promise<Verdict> {
    const answer = await this.#ask({ pointer: { ...pointer, cursor: String(number) } }, call);
    const status = liveOf(answer)?.status;
    if (status === 'skip') return { status };
    if (status === 'data' && !isNothing(answer)) return { status, answer };
    const errors = errorsOf(answer, this.#plan.owner.name);
    if (status === 'data' && !isUndecided(errors)) return { status, answer };
    return { status: isUndecided(errors) ? 'undecided' : 'ended', errors };
  }

  async #ask(live: Record<string, unknown>, call: Call): Promise<GraphQLAnswer> {
    const { owner, body } = this.#plan;
    try {
      return await fetched(owner, { ...body, extensions: { live } }, call);
    } catch (error) {
      if (error instanceof GraphQLError && codeOf(error) === 'UNAVAILABLE')
        return { errors: [error.toJSON()] };
      throw error;
    }
  }

  /**
   * Until when the admission holds, by the owner's clock, which tests may have moved: so the owner says what it is now.
   * Never longer than the gateway's own limit.
   */
  #remaining({ until, now }: Record<string, unknown>): number {
    const latest = this.#timeouts.readmit;
    if (typeof until !== 'string') return latest;
    const from = typeof now === 'string' ? Date.parse(now) : performance.timeOrigin + performance.now();
    const remaining = Date.parse(until) - from;
    return Number.isNaN(remaining) ? latest : Math.min(Math.max(remaining, SHORTEST_MS), latest);
  }
}

/** The field itself failed: to tell that would be to lose the event. */
function isNothing({ data, errors }: GraphQLAnswer): boolean {
  return Boolean(errors?.length) && Object.values(data ?? {}).every((value) => value === null);
}

function liveOf({ extensions }: GraphQLAnswer): Record<string, unknown> | undefined {
  const live = extensions?.live;
  return typeof live === 'object' && live !== null ? (live as Record<string, unknown>) : undefined;
}

function errorsOf({ errors }: GraphQLAnswer, service: string): readonly GraphQLError[] {
  return errors?.length ? errors.map(asError) : [unavailable(service)];
}

function asError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path, extensions: { code: 'INTERNAL', ...extensions } });
}

/** A fault is no decision: who may see is asked again at each event, so waiting reveals nothing. */
function isUndecided(errors: readonly GraphQLError[]): boolean {
  return errors.every((error) => codeOf(error) === 'UNAVAILABLE' || codeOf(error) === 'INTERNAL');
}
