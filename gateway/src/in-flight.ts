import { counter, type Registry } from '@learnova/platform/metrics';
import { abandonable } from './deadline.ts';
import type { Call, Endpoint, GraphQLAnswer, GraphQLBody } from './endpoint.ts';

interface Flight {
  readonly controller: AbortController;
  /** How many wait for it still. */
  waiting: number;
  /** An answer for each who waits when it comes: whoever gets one writes to it. */
  answers: Promise<GraphQLAnswer[]>;
}

/**
 * Lets queries to services be shared while they are under way: who asks the same of a service under the same token gets the same
 * answer. When a mutation or an event was answered, nobody joins what began before: whoever acted sees what it did. What another
 * gateway changes is not seen here, which is why sharing has to be asked for.
 */
export class InFlight {
  readonly #flights = new Map<string, Flight>();
  readonly #joined;

  constructor(metrics: Registry) {
    const help = 'Queries for which another was under way already';
    this.#joined = counter(metrics, 'gateway_fetch_shared_total', help, ['service']);
  }

  /** The same endpoint, its queries shared. */
  over(name: string, url: string, endpoint: Endpoint): Endpoint {
    return {
      ...endpoint,
      graphql: (body, call) =>
        isQuery(body)
          ? this.#shared({ name, url }, endpoint, body, call)
          : endpoint.graphql(body, call).finally(() => this.#flights.clear()),
    };
  }

  async #shared(
    { name, url }: { name: string; url: string },
    endpoint: Endpoint,
    body: GraphQLBody,
    call: Call,
  ): Promise<GraphQLAnswer> {
    const key = JSON.stringify([name, url, call.authorization ?? null, body]);
    const known = this.#flights.get(key);
    if (known) this.#joined.inc({ service: name });
    const flight = known ?? this.#begin(key, endpoint, body, call);
    flight.waiting += 1;
    try {
      const answer = (await abandonable(call.signal, flight.answers)).pop();
      if (!answer) throw new Error('more wait for a shared answer than were counted');
      return answer;
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        this.#forget(key, flight);
        flight.controller.abort();
      }
    }
  }

  #begin(key: string, endpoint: Endpoint, body: GraphQLBody, call: Call): Flight {
    const controller = new AbortController();
    // One who leaves must not take it from the others.
    const asked = endpoint.graphql(body, { ...call, signal: controller.signal });
    const flight: Flight = { controller, waiting: 0, answers: Promise.resolve([]) };
    flight.answers = asked
      .finally(() => this.#forget(key, flight))
      .then((answer) => {
        const others = Array.from({ length: Math.max(0, flight.waiting - 1) }, () => structuredClone(answer));
        return [answer, ...others];
      });
    this.#flights.set(key, flight);
    return flight;
  }

  #forget(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

function isQuery({ query }: GraphQLBody): boolean {
  return !/^\s*(mutation|subscription)\b/.test(query);
}
