import type { Call, GraphQLAnswer, GraphQLBody } from './endpoint.ts';
import type { Service } from './service.ts';
import { failed, traced } from './tracing.ts';

/** What a service answers to a part of an operation. Throws as `Service.graphql` does. */
export function fetched(service: Service, body: GraphQLBody, call: Call): Promise<GraphQLAnswer> {
  return traced('gateway.fetch', { service: service.name }, async (span) => {
    const answer = await service.graphql(body, call);
    failed(span, answer.errors ?? []);
    return answer;
  });
}
