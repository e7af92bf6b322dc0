import { once } from 'node:events';
import WebSocket from 'ws';

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Whoever leaves: each in their way. */
export type Leaving =
  /** Watches, ends each subscription, then the connection. */
  | 'in order'
  /** Watches, and closes the page. */
  | 'closes'
  /** Watches, and loses the link. */
  | 'is lost'
  /** Ends each subscription before it is answered. */
  | 'changes their mind'
  /** Loses the link before anything is answered. */
  | 'is lost at once';

export const leavings: readonly Leaving[] = [
  'in order',
  'closes',
  'is lost',
  'changes their mind',
  'is lost at once',
];

/** Connects, opens these subscriptions and leaves, over the bare protocol. @throws when one of them is refused */
export async function passBy(
  url: string,
  authorization: string,
  questions: readonly Question[],
  leaving: Leaving,
): Promise<void> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  const send = (message: object) => socket.send(JSON.stringify(message));
  const answers = answersOf(socket, questions.length);
  await once(socket, 'open');
  send({ type: 'connection_init', payload: { authorization } });
  await answers.acknowledged;
  for (const [index, question] of questions.entries())
    send({ id: String(index), type: 'subscribe', payload: { ...question, extensions: { announce: true } } });
  const complete = () => {
    for (const index of questions.keys()) send({ id: String(index), type: 'complete' });
  };
  const isPatient = leaving === 'in order' || leaving === 'closes' || leaving === 'is lost';
  if (isPatient) await answers.admitted;
  if (leaving === 'in order' || leaving === 'changes their mind') complete();
  const closed = once(socket, 'close');
  if (leaving === 'is lost' || leaving === 'is lost at once') socket.terminate();
  else socket.close(1000);
  await closed;
}

interface Answers {
  readonly acknowledged: Promise<void>;
  /** All subscriptions. */
  readonly admitted: Promise<void>;
}

function answersOf(socket: WebSocket, count: number): Answers {
  const acknowledged = Promise.withResolvers<void>();
  const admitted = Promise.withResolvers<void>();
  admitted.promise.catch(() => undefined); // not everybody waits for it
  const waiting = new Set(Array.from({ length: count }, (_, index) => String(index)));
  socket.on('message', (data) => {
    const { type, id, payload } = JSON.parse(String(data));
    if (type === 'connection_ack') acknowledged.resolve();
    else if (type === 'next' && payload.extensions?.admitted) waiting.delete(id);
    else if (type === 'error' || type === 'next')
      admitted.reject(new Error(`instead of an admission: ${String(data)}`));
    if (waiting.size === 0) admitted.resolve();
  });
  socket.on('close', (code, reason) => {
    const end = new Error(`the socket was closed: ${code} ${reason}`);
    acknowledged.reject(end);
    admitted.reject(end);
  });
  return { acknowledged: acknowledged.promise, admitted: admitted.promise };
}
