import { Redis } from 'ioredis';
import { Client } from 'pg';

/** The least that telling somebody something can take: from sending it to hearing it, on two connections of one process. */
export interface RoundTrip extends AsyncDisposable {
  /** @returns milliseconds */
  once(): Promise<number>;
}

export async function notifyRoundTrip(databaseUrl: string): Promise<RoundTrip> {
  const [speaker, listener] = [new Client(databaseUrl), new Client(databaseUrl)];
  await Promise.all([speaker.connect(), listener.connect()]);
  await listener.query('listen bare');
  return {
    async once() {
      const began = performance.now();
      const heard = new Promise<number>((resolve) => {
        listener.once('notification', () => resolve(performance.now()));
      });
      await speaker.query("select pg_notify('bare', '')");
      return (await heard) - began;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([speaker.end(), listener.end()]);
    },
  };
}

export async function redisRoundTrip(redisUrl: string): Promise<RoundTrip> {
  const [speaker, listener] = [new Redis(redisUrl), new Redis(redisUrl)];
  await listener.subscribe('bare');
  return {
    async once() {
      const began = performance.now();
      const heard = new Promise<number>((resolve) => {
        listener.once('message', () => resolve(performance.now()));
      });
      await speaker.publish('bare', '');
      return (await heard) - began;
    },
    [Symbol.asyncDispose]: async () => {
      speaker.disconnect();
      listener.disconnect();
    },
  };
}
