import { abandonable } from './deadline.ts';
import type { Call, Endpoint, GraphQLAnswer, GraphQLBody, RouteAnswer, RouteCall } from './endpoint.ts';

export interface InProcessHandler {
  graphql(body: GraphQLBody, call: Call): Promise<GraphQLAnswer>;
  route?(call: RouteCall): Promise<RouteAnswer>;
  /** Rejects while the service cannot serve. */
  ready?(): Promise<void>;
}

/**
 * A service of this process. When nobody waits any more the caller is told at once, even if the handler goes on.
 * Answers are merged into one result, so the handler must not hand out objects that it keeps.
 */
export function inProcessEndpoint(handler: InProcessHandler): Endpoint {
  const { route, ready } = handler;
  return {
    graphql: (body, call) => abandonable(call.signal, handler.graphql(body, call)),
    ...(route && { route: (call: RouteCall) => abandonable(call.signal, route.call(handler, call)) }),
    ...(ready && {
      ready: async ({ signal }) => {
        await abandonable(signal, ready.call(handler));
        return true;
      },
    }),
  };
}
