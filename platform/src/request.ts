import type { Standing as StandingContract } from '@learnova/schema/asks/users';
import { type RoleName, Standing } from '@learnova/schema/asks/users';
import type { AskContract } from '@learnova/schema/define';
import type { ServiceName } from '@learnova/schema/services';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { type Actor, type PersonActor, person } from './actor.ts';
import { clockOf } from './clock.ts';
import { type Loader, loadVisible } from './loader.ts';
import type { Logger } from './log.ts';
import type { VisibleKeys } from './policy.ts';
import { Refusal, unauthenticated, unavailable } from './refusal.ts';

/** A person's roles as they stand now. */
export type Standing = z.infer<(typeof StandingContract)['output']>;

/** How a service's questions reach their owners; in process or over HTTP. */
export interface Asks {
  ask(contract: AskContract<never, unknown>, input: unknown, caller: Caller): Promise<unknown>;
}

/** Who asks: a service, and the person for whom it does. */
export interface Caller {
  readonly service: ServiceName;
  readonly act?: PersonActor;
  readonly requestId: string;
}

export interface RequestParts {
  readonly id: string;
  readonly service: ServiceName;
  readonly actor: Actor;
  readonly em: SqlEntityManager;
  readonly log: Logger;
  readonly asks: Asks;
  readonly settings: unknown;
  /** The mutation that runs, for the audit; null elsewhere. */
  readonly operation?: string | null;
  /** Aborted when nobody waits any more: nothing further is loaded or asked then. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * One operation, one handled event or one answered question: the GraphQL context, and what handlers receive.
 * What it learns (time, standing, answers, rows) it remembers, and nothing outlives it: a right that was revoked is gone
 * on the next request.
 */
export class Request {
  readonly id: string;
  readonly service: ServiceName;
  readonly actor: Actor;
  readonly em: SqlEntityManager;
  readonly log: Logger;
  readonly settings: unknown;
  operation: string | null;
  /** Set by `permit`; a mutation that commits without it fails. */
  permitted = false;
  /** The ask that is answered here: whoever answers never asks. */
  answers: string | null = null;
  /** Set at a live delivery that has nothing for this subscriber. */
  skipped = false;
  readonly #signal: AbortSignal | undefined;
  readonly #asks: Asks;
  readonly #answers = new Map<string, Promise<unknown>>();
  readonly #remembered = new Map<unknown, unknown>();
  #now: Promise<Date> | undefined;

  constructor(parts: RequestParts) {
    this.id = parts.id;
    this.service = parts.service;
    this.actor = parts.actor;
    this.em = parts.em;
    this.log = parts.log;
    this.settings = parts.settings;
    this.operation = parts.operation ?? null;
    this.#signal = parts.signal;
    this.#asks = parts.asks;
  }

  /** A mutation begins: nothing that an earlier one of the same operation read or left undone may be written with it, nor its time. */
  begin(operation: string): void {
    this.operation = operation;
    this.permitted = false;
    this.em.clear();
    this.#remembered.clear();
    this.#now = undefined;
  }

  /** Whatever was read before may be older than what stands now: a command that was overtaken begins anew. */
  forget(): void {
    this.em.clear();
    this.#remembered.clear();
    this.#answers.clear();
  }

  /** What `find` answers, found once and forgotten with all that was read. @param key whose answer it is: the one who asks */
  remember<T>(key: unknown, find: () => T): T {
    if (!this.#remembered.has(key)) this.#remembered.set(key, find());
    return this.#remembered.get(key) as T;
  }

  /** The database's time, taken once: the only clock of the school's rules. */
  now(): Promise<Date> {
    this.#now ??= clockOf(this.em);
    return this.#now;
  }

  /** Somebody outside was waited for: what follows bears the time at which it does. */
  timePassed(): void {
    this.#now = undefined;
  }

  /** Hands on the time that a statement of the command itself has brought along. */
  itIs(now: Date): void {
    this.#now ??= Promise.resolve(now);
  }

  /** Rows by SQL, for lists, counts and visibility. Never for writing: what is audited goes through `em`. */
  reads<DB>(): Kysely<DB> {
    return this.em.getKysely() as unknown as Kysely<DB>;
  }

  /** Asks the owner, once a request. Rejects with UNAVAILABLE when it does not answer. */
  ask<I, O>(contract: AskContract<I, O>, input: NoInfer<I>): Promise<O> {
    // Never thrown: what was begun beside it, in one Promise.all, would be left with nobody to hear that it failed.
    if (this.#signal?.aborted) return Promise.reject(this.#signal.reason);
    if (this.answers) throw new Error(`${this.answers} asks ${contract.name}: whoever answers never asks`);
    const remembered = `${contract.name} ${JSON.stringify(input)}`;
    let answer = this.#answers.get(remembered);
    if (!answer) {
      const act =
        this.actor.kind === 'service'
          ? this.actor.act
          : this.actor.kind === 'person'
            ? this.actor
            : undefined;
      const caller = { service: this.service, requestId: this.id, ...(act && { act }) };
      answer = this.#asks
        .ask(contract as AskContract<never, unknown>, input, caller)
        .catch((error: unknown) => this.#unanswered(contract, error));
      this.#answers.set(remembered, answer);
    }
    return answer as Promise<O>;
  }

  /** An ask has no refusal for the person: what its owner refuses is the service that asks, and that is not the person's fault. */
  #unanswered({ name, owner }: Pick<AskContract, 'name' | 'owner'>, error: unknown): never {
    if (!(error instanceof Refusal)) throw error;
    this.log.error({ err: error, ask: name, code: error.code }, 'an ask was not answered');
    throw unavailable(owner);
  }

  /** The roles of the person who acts. Throws UNAUTHENTICATED when the session has ended. */
  async standing(): Promise<Standing> {
    const { personId, sessionId } = person(this);
    const standing = await this.ask(Standing, { personId, sessionId });
    if (standing.sessionEnded) throw unauthenticated();
    return standing;
  }

  /** One row by its key, or null where it does not exist for this request. */
  load<T>(loader: Loader<T>, key: string): Promise<T | null> {
    return this.#batch(loader, (keys) => loadVisible(loader, this, keys)).load(key) as Promise<T | null>;
  }

  loadMany<T>(loader: Loader<T>, keys: readonly string[]): Promise<(T | null)[]> {
    return Promise.all(keys.map((key) => this.load(loader, key)));
  }

  /** A row that the command itself has just made or read under its own policy. */
  prime<T>(loader: Loader<T>, row: T): void {
    const batch = this.#batch(loader, (keys) => loadVisible(loader, this, keys));
    batch.clear(loader.keyOf(row)).prime(loader.keyOf(row), row);
  }

  /** Whether a field policy admits this key; all keys of one tick are asked about together. */
  async admits(policy: VisibleKeys, key: string): Promise<boolean> {
    const batch = this.#batch(
      policy,
      async (keys) => new Map([...(await policy(this, keys))].map((k) => [k, true])),
    );
    return (await batch.load(key)) === true;
  }

  #batch(
    owner: unknown,
    find: (keys: readonly string[]) => Promise<Map<string, unknown>>,
  ): DataLoader<string, unknown> {
    return this.remember(
      owner,
      () =>
        new DataLoader<string, unknown>(async (keys) => {
          this.#signal?.throwIfAborted();
          const found = await find(keys);
          return keys.map((key) => found.get(key) ?? null);
        }),
    );
  }
}

/** Whether one of these roles is held over the organization: in it or above it. */
export function holdsRole(standing: Standing, roles: readonly RoleName[], organizationId: string): boolean {
  return roleEnd(standing, roles, organizationId) !== undefined;
}

/** The latest end among the roles that reach the organization: null for no end, undefined where none reaches it. */
export function roleEnd(
  standing: Standing,
  roles: readonly RoleName[],
  organizationId: string,
): Date | null | undefined {
  const held = standing.roles.filter(
    (r) => roles.includes(r.role) && r.organizationIds.includes(organizationId),
  );
  if (held.length === 0) return undefined;
  if (held.some((r) => r.until === null)) return null;
  return new Date(Math.max(...held.map((r) => Date.parse(r.until as string))));
}

/** Organizations over which one of these roles is held. */
export function organizationsOf(standing: Standing, roles: readonly RoleName[]): Set<string> {
  return new Set(standing.roles.filter((r) => roles.includes(r.role)).flatMap((r) => r.organizationIds));
}
