import type { ExecutionResult } from 'graphql';
import type { Operation } from '../documents.ts';
import type { Call, GraphQLAnswer, GraphQLBody } from '../endpoint.ts';
import type { Service } from '../service.ts';
import type { Supergraph } from '../supergraph.ts';

/** A planned subscription of one client. */
export interface SubscriptionPlan {
  /** The service that owns the field. */
  readonly owner: Service;
  /** What the owner is asked, for admission and for each event. */
  readonly body: GraphQLBody;
  /** Adds to the owner's answer what other services know, and shapes it as the client asked. Takes the answer over. */
  complete(answer: GraphQLAnswer, call: Call): Promise<ExecutionResult>;
}

/** Plans a subscription as any operation: the owner's part first, which here is asked otherwise, then the rest. */
export function planSubscription(supergraph: Supergraph, operation: Operation): SubscriptionPlan {
  const { variables } = operation;
  const { primary, complete } = supergraph.subscription(operation);
  const owner = supergraph.services.get(primary.serviceName);
  if (!owner) throw new Error(`the plan begins at ${primary.serviceName}, which is no service`);
  const used = (primary.variableUsages ?? []).filter((name) => Object.hasOwn(variables, name));
  return {
    owner,
    body: {
      query: primary.operation,
      operationName: primary.operationName,
      variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
    },
    complete,
  };
}
