import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import { textOf } from './live/payload.ts';

export interface Listener {
  readonly socket: WebSocket;
  /** The client's, of the operation. */
  readonly id: string;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
}

/**
 * Says what a stream gives, as `next` of graphql-transport-ws, and gives nothing itself but its end: graphql-ws would write each
 * payload as JSON anew for each socket.
 */
export function said(
  stream: AsyncIterable<ExecutionResult>,
  { socket, id, signal }: Listener,
): AsyncIterator<never, undefined> {
  const before = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const next = async (): Promise<IteratorReturnResult<undefined>> => {
    for await (const payload of stream) {
      if (signal.aborted) break;
      await sent(socket, `${before}${textOf(payload)}}`);
    }
    return { done: true, value: undefined };
  };
  return { next };
}

/** Resolves also where the socket breaks off meanwhile, whose end is told elsewhere. */
function sent(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.OPEN) socket.send(text, () => resolve());
    else resolve();
  });
}
