import { once } from 'node:events';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { eventually } from './eventually.ts';
import type { World } from './world.ts';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client that says what it is told to, message by message, and keeps what comes. */
export class Wire {
  readonly socket: WebSocket;
  readonly came: Message[] = [];
  /** The code and reason with which it was closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  static readonly #open: WebSocket[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.came.push(JSON.parse(String(data)) as Message));
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
    Wire.#open.push(socket);
  }

  /** Opens a socket. @param protocols none, or the usual one */
  static async open(
    { gateway }: World,
    protocols: string[] = ['graphql-transport-ws'],
    options = {},
  ): Promise<Wire> {
    const wire = new Wire(new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, protocols, options));
    await once(wire.socket, 'open');
    return wire;
  }

  /** Opens a socket and a connection in it. */
  static async connect(world: World, payload?: object, options?: object): Promise<Wire> {
    const wire = await Wire.open(world, undefined, options);
    wire.say({ type: 'connection_init', payload });
    await wire.hears({ type: 'connection_ack' });
    return wire;
  }

  static closeAll(): void {
    for (const socket of Wire.#open.splice(0)) socket.terminate();
  }

  say(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Says these so that they arrive as one. */
  burst(...messages: object[]): void {
    const { _socket: line } = this.socket as unknown as { readonly _socket: Socket };
    line.cork();
    for (const message of messages) this.say(message);
    line.uncork();
  }

  subscribe(id: string, query: string, more: object = {}): void {
    this.say({ type: 'subscribe', id, payload: { query, ...more } });
  }

  /** Of one operation. */
  of(id: string): Message[] {
    return this.came.filter((message) => message.id === id);
  }

  types(id: string): string[] {
    return this.of(id).map(({ type }) => type);
  }

  async hears(message: object): Promise<void> {
    await eventually(() => expect(this.came).toContainEqual(expect.objectContaining(message)));
  }
}
