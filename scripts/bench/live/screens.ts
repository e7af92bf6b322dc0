import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

/** What one socket is opened for. */
export interface Wish {
  /** Of the group that is shown the same. */
  readonly topic: string;
  readonly url: string;
  readonly open: (socket: WebSocket) => Promise<void>;
}

/** Sockets that are opened at a time. */
const atOnce = 25;
const patienceMs = 60_000;

/** Many open sockets, by what they show. What comes is not read: the bytes and the instant are enough. */
export class Screens implements AsyncDisposable {
  readonly #byTopic = new Map<string, WebSocket[]>();
  /** Who waits for messages of a topic. */
  readonly #hearing = new Map<string, (text: string) => void>();
  /** Messages that nobody waited for. */
  stray = 0;
  lost = 0;
  #isOver = false;

  get count(): number {
    return [...this.#byTopic.values()].reduce((sum, sockets) => sum + sockets.length, 0);
  }

  get topics(): readonly string[] {
    return [...this.#byTopic.keys()];
  }

  static async open(wishes: readonly Wish[]): Promise<Screens> {
    const screens = new Screens();
    const left = wishes.values();
    const opener = async () => {
      for (const wish of left) await screens.#add(wish);
    };
    await Promise.all(Array.from({ length: atOnce }, opener));
    return screens;
  }

  /**
   * Acts, and waits until every socket of the topics was told once.
   * @returns milliseconds from the act for each message, the last text, and how many told errors as well
   */
  async told(topics: readonly string[], act: () => Promise<unknown>, withinMs = patienceMs) {
    const delays: number[] = [];
    let last = '';
    let incomplete = 0;
    const wanted = topics.reduce((sum, topic) => sum + (this.#byTopic.get(topic)?.length ?? 0), 0);
    let began = performance.now();
    const heard = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${delays.length} of ${wanted} messages came within ${withinMs} ms`)),
        withinMs,
      );
      for (const topic of topics)
        this.#hearing.set(topic, (text) => {
          delays.push(performance.now() - began);
          last = text;
          if (text.includes('"errors":')) incomplete += 1;
          if (delays.length < wanted) return;
          clearTimeout(timer);
          resolve();
        });
    });
    began = performance.now();
    await Promise.all([heard, act()]);
    for (const topic of topics) this.#hearing.delete(topic);
    return { delays, last, incomplete };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    const sockets = [...this.#byTopic.values()].flat();
    await Promise.all(
      sockets.map(async (socket) => {
        if (socket.readyState === socket.CLOSED) return;
        const closed = once(socket, 'close');
        socket.close(1000);
        await closed;
      }),
    );
  }

  async #add({ topic, url, open }: Wish): Promise<void> {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    await once(socket, 'open');
    await open(socket);
    socket.on('message', (bytes: Buffer) => {
      const hear = this.#hearing.get(topic);
      if (hear) hear(bytes.toString('utf8'));
      else this.stray += 1;
    });
    socket.on('close', () => {
      if (!this.#isOver) this.lost += 1;
    });
    this.#byTopic.set(topic, [...(this.#byTopic.get(topic) ?? []), socket]);
  }
}

/** Subscribes over a socket; resolves when it is live. Who is told to try again in a moment does. */
export function subscribing(authorization: string, query: string, variables: Record<string, unknown>) {
  return async (socket: WebSocket): Promise<void> => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    const welcome = await answer(socket);
    if (!welcome.includes('"connection_ack"')) throw new Error(`not connected: ${welcome}`);
    const payload = { query, variables, extensions: { announce: true } };
    for (let tries = 1; ; tries += 1) {
      socket.send(JSON.stringify({ id: String(tries), type: 'subscribe', payload }));
      const first = await answer(socket);
      if (first.includes('"type":"next"')) return;
      if (!first.includes('"retryable":true') || tries === 20) throw new Error(`not subscribed: ${first}`);
      await pause(500);
    }
  };
}

function answer(socket: WebSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    const onMessage = (bytes: Buffer) => {
      socket.off('close', onClose);
      resolve(bytes.toString('utf8'));
    };
    const onClose = (code: number, reason: Buffer) => {
      socket.off('message', onMessage);
      reject(new Error(`a socket was closed: ${code} ${String(reason)}`));
    };
    socket.once('message', onMessage);
    socket.once('close', onClose);
  });
}
