import type { FetchNode } from '@apollo/query-planner';
import type { ExecutionResult } from 'graphql';
import type { Operation } from '../documents.ts';
import type { Call, GraphQLAnswer } from '../endpoint.ts';

/** Plans operations and runs the plans. Results are as services gave them: `presentableResult` is for clients. */
export interface Execution {
  /** Rejects for faults of the program and of the planner alone. */
  run(operation: Operation, call: Call): Promise<ExecutionResult>;
  /** Whether there is a plan for it, under its conditions; or none is made, because it will be refused. */
  isPlanned(operation: Operation): boolean;
  /** Plans the operation and keeps the plan. Throws when it cannot be planned. */
  prepare(operation: Operation): void;
  /** Throws when the operation cannot be planned as a subscription. */
  subscription(operation: Operation): Subscribed;
}

/** A subscription as it was planned. */
export interface Subscribed {
  /** What the owner of the field is asked, for admission and for each event. */
  readonly primary: FetchNode;
  /** Adds to the owner's answer what other services know, and shapes it as the client asked. Takes the answer over. */
  complete(answer: GraphQLAnswer, call: Call): Promise<ExecutionResult>;
}
