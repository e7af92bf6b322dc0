import type { Founding, Recovery } from '@learnova/schema/founding';
import type { School } from '@learnova/schema/school';
import type { ServiceName } from '@learnova/schema/services';
import type { MigrationObject } from '@mikro-orm/core';
import type { z } from 'zod';
import type { Answer } from './ask/answer.ts';
import { forgetKeys } from './forget-keys.schedule.ts';
import type { Job, Reaction, Schedule } from './handlers.ts';
import type { Live } from './live/live.ts';
import type { Loader } from './loader.ts';
import type { Policies } from './policy.ts';
import type { Request } from './request.ts';
import type { Route } from './route.ts';

export type Class = abstract new (...args: never[]) => object;
export type EntityClass = new () => object;

/**
 * A subgraph is a value. The platform turns it into an HTTP server, an in-process service, its SDL, a worker's handlers or
 * a test fixture. What is not listed here does not run.
 */
export interface Subgraph {
  readonly name: ServiceName;
  /** Variables this subgraph reads; handlers and resolvers find the result in `request.settings`. */
  readonly settings?: z.ZodObject;
  /** Tables whose rows change; each change is written to the audit. */
  readonly entities: readonly EntityClass[];
  /** Tables whose rows are only ever added: they are their own audit. */
  readonly facts: readonly EntityClass[];
  /** Read models: what others own, copied by reactions as whole sets, and rebuilt by asking. They have no audit and decide nothing. */
  readonly copies?: readonly EntityClass[];
  /**
   * Tables whose rows change and are not audited, since no trace of it may be left: those of a secret ballot. Nothing else belongs
   * here.
   */
  readonly untraced?: readonly EntityClass[];
  readonly migrations: readonly MigrationObject[];
  readonly resolvers: readonly Class[];
  /** GraphQL types that no field leads to: stubs of other subgraphs' types, and entities reached by reference only. */
  readonly types: readonly Class[];
  /** One for every owned type with a key. */
  readonly loaders: readonly Loader<unknown>[];
  readonly policies: Policies;
  /** One for every Subscription field. */
  readonly lives: readonly Live<unknown>[];
  readonly answers: readonly Answer[];
  readonly reactions: readonly Reaction[];
  readonly jobs: readonly Job[];
  readonly schedules: readonly Schedule[];
  /** Plain HTTP, public through the gateway at `/-/<name>/<path>`. */
  readonly routes: readonly Route[];
  /** Writes this subgraph's part of a school in bulk, into empty tables. */
  readonly seed?: (request: Request, school: School) => Promise<void>;
  /** Writes what a new installation cannot be without, by this subgraph's own rules; refused where it stands. */
  readonly found?: (request: Request, founding: Founding) => Promise<void>;
  /** Gives an administrator of the installation another password, by this subgraph's own rules. */
  readonly recover?: (request: Request, recovery: Recovery) => Promise<void>;
}

/** A subgraph, with the housekeeping of the tables that the platform gives to each. */
export function defineSubgraph(subgraph: Subgraph): Subgraph {
  return { ...subgraph, schedules: [...subgraph.schedules, forgetKeys(subgraph.name)] };
}
