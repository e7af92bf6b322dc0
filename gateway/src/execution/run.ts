import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Call, GraphQLAnswer, GraphQLBody } from '../endpoint.ts';
import { codeOf } from '../errors.ts';
import { fetched } from '../fetched.ts';
import type { Service } from '../service.ts';
import type { Asking } from './asking.ts';
import type { Data } from './data.ts';
import { EntityRequests } from './entity-requests.ts';
import { toldBy } from './faults.ts';
import type { MergedDocuments } from './merged-documents.ts';
import type { Loss } from './missing.ts';
import type { Place } from './positions.ts';

export interface RunOptions {
  readonly services: ReadonlyMap<string, Service>;
  readonly call: Call;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly documents: MergedDocuments;
}

/** One execution of a plan. */
export class Run implements Asking {
  readonly root: Data = {};
  /** GraphQLErrors with a code, as services told them, and faults of the program, as they were thrown. */
  readonly errors: unknown[] = [];
  /** What is told when the answer has its shape. */
  readonly losses: Loss[] = [];
  readonly entities: EntityRequests;
  readonly #options: RunOptions;

  constructor(options: RunOptions) {
    this.#options = options;
    this.entities = new EntityRequests(this, options.documents);
  }

  /** Where the plan begins. */
  get start(): Place {
    return { path: [], objects: [this.root] };
  }

  variablesOf(names: readonly string[]): Data {
    const { variables } = this.#options;
    const values: Data = {};
    for (const name of names) {
      if (Object.hasOwn(variables, name) && variables[name] !== undefined) values[name] = variables[name];
    }
    return values;
  }

  async ask(
    serviceName: string,
    body: GraphQLBody,
    lost: (error: GraphQLFormattedError) => void,
  ): Promise<GraphQLAnswer | undefined> {
    const { services, call } = this.#options;
    try {
      const service = services.get(serviceName);
      if (!service) throw new Error(`the plan asks ${serviceName}, which is no service`);
      return await fetched(service, body, call);
    } catch (error) {
      const isTold = error instanceof GraphQLError && codeOf(error) !== undefined;
      if (isTold) lost(error.toJSON());
      else this.fail(error);
      return undefined;
    }
  }

  tell(
    serviceName: string,
    error: GraphQLFormattedError,
    path: readonly (string | number)[] | undefined,
  ): void {
    this.errors.push(toldBy(serviceName, error, path));
  }

  lose(loss: Loss): void {
    this.losses.push(loss);
  }

  fail(error: unknown): void {
    this.errors.push(error);
  }
}

/** Does its part of the plan at a place. Never rejects. */
export type Step = (run: Run, place: Place) => Promise<void>;
