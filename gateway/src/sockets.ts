import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { BlockList } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from '@learnova/platform/log';
import { counter, gauge, type Registry } from '@learnova/platform/metrics';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { Context, SubscribePayload } from 'graphql-ws';
import { useServer as serveSockets, type Extra as WsExtra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { addressOf } from './address.ts';
import type { Call } from './endpoint.ts';
import { presentable, refused } from './errors.ts';
import type { TokenVerifier } from './identity.ts';
import { Given, Operations, once, unlessLeft } from './operations.ts';
import type { Limits, Timeouts } from './options.ts';
import { mayCome } from './origin.ts';
import type { Visitor } from './rate-limit.ts';
import { bound } from './raw-socket.ts';
import type { Admitted, Runner } from './runner.ts';
import { type Listener, said } from './said.ts';
import type { Seats } from './seats.ts';
import { authorizationOf, FORBIDDEN, SocketToken } from './socket-token.ts';

export interface SocketsOptions {
  readonly path: string;
  readonly runner: Runner;
  readonly tokens: TokenVerifier;
  readonly seats: Seats;
  readonly limits: Limits;
  readonly timeouts: Timeouts;
  readonly allowedOrigins: readonly string[];
  /** Whose word is taken for where a socket comes from. */
  readonly proxies: BlockList;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly newRequestId: () => string;
}

/** What belongs to one socket from its `connection_init` on. */
interface Session {
  readonly token: SocketToken;
  readonly visitor: Visitor;
  /** Gives the person's seat back. */
  readonly leave: () => void;
  readonly operations: Operations;
}

type Extra = WsExtra & { session?: Session };
type Socket = Context<Record<string, unknown>, Extra>;
type Run = () => Given;
interface Listening extends Omit<Listener, 'signal'> {
  readonly requestId: string;
  readonly left: AbortController;
}

/** graphql-ws wants one as long as an operation lasts, and reads nothing of it. The real one may be gone. */
const unread = new GraphQLSchema({});

const RESTART = 1012;
/** graphql-ws gives up on this one: whoever holds too many is not to come back by itself. */
const TOO_MANY = 4429;
/** What `ws` says of a message that is too large, before it closes by 1009. */
const TOO_LARGE = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
/** Those that we, graphql-ws and `ws` close by, and the usual ones of clients, who may send any. */
const CODES = new Set([
  1000,
  1001,
  1005,
  1006,
  1009,
  RESTART,
  4400,
  4401,
  FORBIDDEN,
  4406,
  4408,
  4409,
  TOO_MANY,
]);

/** GraphQL over WebSocket, `graphql-transport-ws` (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). */
export class Sockets {
  readonly #options: SocketsOptions;
  readonly #server: WebSocketServer;
  readonly #refused;
  #isDraining = false;

  constructor(options: SocketsOptions) {
    this.#options = options;
    const { limits, timeouts, metrics, log } = options;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: limits.bodyBytes,
      perMessageDeflate: false,
    });
    const open = gauge(metrics, 'gateway_sockets', 'Open WebSockets');
    const closed = counter(metrics, 'gateway_sockets_closed_total', 'WebSockets by the code of their end', [
      'code',
    ]);
    this.#refused = counter(metrics, 'gateway_upgrades_refused_total', 'WebSockets that did not come about', [
      'status',
    ]);
    this.#server.on('connection', (socket) => {
      open.inc();
      bound(socket, limits.bodyBytes);
      socket.on('close', (code) => {
        open.dec();
        closed.inc({ code: CODES.has(code) ? code : 'other' });
      });
    });
    const run = ({ rootValue }: ExecutionArgs) => (rootValue as Run)();
    serveSockets<Record<string, unknown>, { session?: Session }>(
      {
        isProd: true, // texts of faults are not for clients
        connectionInitWaitTimeout: timeouts.connectionInit,
        onConnect: (context) => this.#connect(context),
        onPing: (context, payload) => this.#renew(context, payload),
        onClose: (context) => this.#gone(context),
        onSubscribe: (context, id, payload) => this.#prepare(context, id, payload),
        execute: run,
        subscribe: run,
      },
      this.#server,
      timeouts.ping,
    );
    // graphql-ws prints such faults, of which anybody can cause any number; `ws` itself closes the socket.
    this.#server.on('connection', (socket) => {
      socket.removeAllListeners('error');
      socket.on('error', (error: NodeJS.ErrnoException) => {
        log.debug({ err: error }, 'a socket failed');
        if (error.code === TOO_LARGE) options.runner.told([refused('PAYLOAD_TOO_LARGE', error.message)]);
      });
    });
  }

  /** Takes WebSocket upgrades of an HTTP server: at our path, and from pages that may. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy()); // Node listens no more: unheard it would end the process
      const [path] = (request.url ?? '').split('?');
      if (path !== this.#options.path) return this.#refuse(socket, 404);
      if (!mayCome(request.headers, this.#options.allowedOrigins)) return this.#refuse(socket, 403);
      const leave = this.#isDraining ? undefined : this.#options.seats.take();
      if (!leave) return this.#refuse(socket, 503);
      socket.once('close', leave);
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#server.emit('connection', ws, request));
    });
  }

  /** Closes all sockets one by one over `timeouts.drain`, so that clients do not come back all at once. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const { drain } = this.#options.timeouts;
    const closed = [...this.#server.clients].map(
      (socket) =>
        new Promise<void>((resolve) => {
          const close = () => socket.close(RESTART, 'The service restarts: come back');
          const timer = setTimeout(close, Math.random() * drain);
          socket.once('close', () => {
            clearTimeout(timer);
            resolve();
          });
          setTimeout(() => socket.terminate(), drain + 1_000).unref();
        }),
    );
    await Promise.all(closed);
    this.#server.close();
  }

  #refuse(socket: Duplex, status: 403 | 404 | 503): void {
    this.#refused.inc({ status });
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}`;
    const answer = `${head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
    socket.end(answer, () => socket.destroy()); // else the client holds it for as long as it likes
  }

  async #connect({ connectionParams, extra }: Socket): Promise<boolean> {
    const authorization = authorizationOf(connectionParams);
    try {
      const { expiresAt, subject } = await this.#options.tokens.verify(authorization);
      const visitor = { subject, address: addressOf(extra.request, this.#options.proxies) };
      const leave = this.#options.seats.hold(visitor);
      if (!leave) {
        extra.socket.close(TOO_MANY, 'You hold too many connections: close some first');
        return false;
      }
      const token = new SocketToken(extra.socket, { authorization, expiresAt });
      extra.session = { token, visitor, leave, operations: new Operations() };
      if (extra.socket.readyState !== extra.socket.OPEN) this.#gone({ extra });
      return true;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      extra.socket.close(FORBIDDEN, error.message);
      return false;
    }
  }

  async #renew({ extra: { session } }: Socket, payload: Record<string, unknown> | undefined): Promise<void> {
    await session?.token.renew(payload, session.visitor, this.#options.runner);
  }

  #gone({ extra: { session } }: Pick<Socket, 'extra'>): void {
    if (!session || session.operations.isOver) return;
    session.token.end();
    session.operations.end();
    session.leave();
  }

  /** Errors are sent as the protocol's `error`, which ends the operation and leaves the socket. */
  #prepare({ extra: { session, socket }, subscriptions }: Socket, id: string, payload: SubscribePayload) {
    if (!session) throw new Error('an operation came before its connection');
    const requestId = this.#options.newRequestId();
    const left = session.operations.begin(id, subscriptions);
    const held = Object.keys(subscriptions).length;
    const prepared = this.#operation(session, held, payload, { requestId, left, socket, id });
    const told = prepared.catch((error) => presentable([error], requestId, this.#options.log));
    return unlessLeft(left.signal, told);
  }

  async #operation(
    session: Session,
    held: number,
    payload: SubscribePayload,
    { requestId, left, ...listener }: Listening,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { runner, limits } = this.#options;
    const { token, visitor } = session;
    const { signal } = left;
    if (held > limits.subscriptionsPerSocket) {
      const message = `This socket already holds ${limits.subscriptionsPerSocket} operations: complete some first.`;
      return runner.told([refused('TOO_MANY_SUBSCRIPTIONS', message)]);
    }
    const admitted = await runner.admit(payload, visitor);
    if (!('operation' in admitted)) return admitted;
    const { document, operationName, node } = admitted.operation;
    const args = { schema: unread, document, operationName };
    if (node.operation !== 'subscription') {
      const { authorization } = token;
      const results = this.#once(admitted, { authorization, requestId, signal });
      return { ...args, rootValue: () => new Given(results, left) };
    }
    const { lastCursor, announce } = payload.extensions ?? {};
    const subscriber = {
      ...{ signal, lastCursor, announce: announce === true },
      get authorization() {
        return token.authorization;
      },
    };
    const stream = await runner.watch(admitted, subscriber);
    if (!('next' in stream)) return stream;
    return { ...args, rootValue: () => new Given(said(stream, { ...listener, signal }), left) };
  }

  /** Apart: no function that a stream lives by may close over what was admitted, and so over its supergraph. */
  #once(admitted: Admitted, call: Call): AsyncGenerator<ExecutionResult> {
    return once(async () => (await this.#options.runner.run(admitted, call, call.signal)).result);
  }
}
