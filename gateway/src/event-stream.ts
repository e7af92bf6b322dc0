import type { ServerResponse } from 'node:http';
import type { Logger } from '@learnova/platform/log';
import { gauge, type Registry } from '@learnova/platform/metrics';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { RequestParams } from 'graphql-http';
import type { Call } from './endpoint.ts';
import { presentable, refused } from './errors.ts';
import { type Identity, wallClock } from './identity.ts';
import { textOf } from './live/payload.ts';
import type { LiveStream } from './live/stream.ts';
import type { Timeouts } from './options.ts';
import type { Admitted, Runner } from './runner.ts';
import type { Seats } from './seats.ts';

interface Parts {
  readonly runner: Runner;
  readonly seats: Seats;
  readonly timeouts: Timeouts;
  readonly log: Logger;
  readonly metrics: Registry;
}

/** One request whose answer is an event stream. */
export interface StreamRequest {
  readonly params: RequestParams;
  readonly identity: Identity;
  readonly address: string;
  readonly call: Call;
  /** By GET nothing is changed. */
  readonly mayWrite: boolean;
  /** What the last event that came bore as its id: a cursor. */
  readonly lastEventId: string | undefined;
}

/** No proxy holds it back, and a connection that has ended is not kept: a gateway that ends would wait for it. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'x-accel-buffering': 'no',
  connection: 'close',
};

/** Longest wait that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;
/** For reading the rest of a stream that is over: whoever reads nothing would never be through with it. */
const LAST_MS = 1_000;

/**
 * GraphQL over Server-Sent Events, one stream an operation: the distinct connections mode of
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md. An event's id is the cursor of a live payload, so a browser that
 * lost its connection resumes by itself with `Last-Event-ID`.
 */
export class EventStreams {
  readonly #parts: Parts;
  /** Streams that are open, and when each has ended. */
  readonly #open = new Map<ServerResponse, Promise<void>>();
  #isDraining = false;
  readonly #gauge;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#gauge = gauge(parts.metrics, 'gateway_event_streams', 'Open event streams');
  }

  /**
   * Why the request has to wait or is not let in; undefined when its answer was streamed. What is wrong with the operation comes as
   * an event: a browser shows its page nothing of an answer that is no stream.
   */
  async serve(
    request: StreamRequest,
    begin: (headers: Record<string, string>) => ServerResponse,
  ): Promise<GraphQLError | undefined> {
    const { runner, seats } = this.#parts;
    const visitor = { ...request.identity, address: request.address };
    const admitted = await runner.admit(request.params, visitor);
    const isOperation = 'operation' in admitted;
    const limited = isOperation
      ? undefined
      : admitted.find(({ extensions }) => extensions.code === 'RATE_LIMITED');
    if (limited) return limited;
    const [leaveProcess, leavePerson] = [seats.take(), seats.hold(visitor)];
    try {
      if (!leaveProcess || !leavePerson) {
        const message = 'Too many connections are held: close some first, or come back later.';
        const errors = [refused('TOO_MANY_CONNECTIONS', message)];
        return (isOperation ? runner.turnAway(admitted, errors) : runner.told(errors))[0];
      }
      const response = begin(HEADERS);
      const source = isOperation ? await this.#source(admitted, request) : { errors: admitted };
      if ('next' in source) await this.#stream(response, source, request.identity);
      else await write(response, eventOf(source));
      if (!response.writableEnded) response.end('event: complete\ndata:\n\n');
      return undefined;
    } finally {
      leaveProcess?.();
      leavePerson?.();
    }
  }

  /** Ends all streams without saying that they are complete, so that their clients come back; over `timeouts.drain`. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const { drain } = this.#parts.timeouts;
    for (const response of this.#open.keys()) {
      setTimeout(() => response.end(), Math.random() * drain);
      setTimeout(() => response.destroy(), drain + LAST_MS).unref();
    }
    await Promise.all(this.#open.values());
  }

  async #source(admitted: Admitted, request: StreamRequest): Promise<LiveStream | ExecutionResult> {
    const { runner, log } = this.#parts;
    const { call, lastEventId, mayWrite, params } = request;
    const { signal, authorization } = call;
    const kind = admitted.operation.node.operation;
    if (kind === 'mutation' && !mayWrite) {
      return {
        errors: runner.turnAway(admitted, [refused('MUTATION_OVER_GET', 'Send a mutation by POST.')]),
      };
    }
    if (kind !== 'subscription') return (await runner.run(admitted, call, signal)).result;
    const { lastCursor = lastEventId, announce } = params.extensions ?? {};
    try {
      const subscriber = { authorization, signal, lastCursor, announce: announce === true };
      const stream = await runner.watch(admitted, subscriber);
      return 'next' in stream ? stream : { errors: stream };
    } catch (error) {
      return { errors: runner.told(presentable([error], call.requestId, log)) };
    }
  }

  async #stream(response: ServerResponse, stream: LiveStream, { expiresAt }: Identity): Promise<void> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#open.set(response, ended);
    this.#gauge.inc();
    let isExpired = false;
    const leave = () => void stream.return();
    const expire = () => {
      isExpired = true;
      leave();
      setTimeout(() => response.destroy(), LAST_MS).unref();
    };
    const left = expiresAt === undefined ? LONGEST_MS : Math.min(expiresAt - wallClock(), LONGEST_MS);
    const expiry = setTimeout(expire, left);
    const pulse = setInterval(() => beat(response), this.#parts.timeouts.ping);
    response.on('close', leave);
    response.on('finish', leave);
    if (this.#isDraining) response.end();
    if (response.destroyed || this.#isDraining) leave();
    try {
      for await (const result of stream) await write(response, eventOf(result));
      if (isExpired) await write(response, eventOf({ errors: this.#parts.runner.told([expired()]) }));
    } catch (error) {
      await write(response, eventOf({ errors: [error as GraphQLError] }));
    } finally {
      clearTimeout(expiry);
      clearInterval(pulse);
      this.#open.delete(response);
      this.#gauge.dec();
      end();
    }
  }
}

function expired(): GraphQLError {
  const message = 'The token has expired: come back with a new one, and with the last cursor.';
  return refused('UNAUTHENTICATED', message);
}

function eventOf(result: ExecutionResult): string {
  const { cursor } = result.extensions ?? {};
  return `event: next\n${cursor === undefined ? '' : `id: ${cursor}\n`}data: ${textOf(result)}\n\n`;
}

/** Shows that the stream lives, unless something else waits to be read. */
function beat(response: ServerResponse): void {
  if (!response.writableNeedDrain && !response.writableEnded && !response.destroyed) response.write(':\n\n');
}

/** Waits while the client is slower than we are. What comes after the end is left out. */
async function write(response: ServerResponse, text: string): Promise<void> {
  if (response.destroyed || response.writableEnded || response.write(text)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
