import type { GraphQLFormattedError } from 'graphql';
import type { GraphQLAnswer, GraphQLBody } from '../endpoint.ts';
import type { Data } from './data.ts';
import type { Loss } from './missing.ts';

/** What fetches need of the execution that they are part of. */
export interface Asking {
  /** The answer as far as it is known. */
  readonly root: Data;
  /** Of these variables those for which the client sent something: services know the defaults themselves. */
  variablesOf(names: readonly string[]): Data;
  /** Never rejects: that a service does not answer costs what it was asked for. Undefined then, and `lost` told why. */
  ask(
    serviceName: string,
    body: GraphQLBody,
    lost: (error: GraphQLFormattedError) => void,
  ): Promise<GraphQLAnswer | undefined>;
  /** Told at each of its places that the client asked for. */
  lose(loss: Loss): void;
  /** @param path where in the client's answer; undefined where nobody knows */
  tell(
    serviceName: string,
    error: GraphQLFormattedError,
    path: readonly (string | number)[] | undefined,
  ): void;
  /** A fault of the program. */
  fail(error: unknown): void;
}
