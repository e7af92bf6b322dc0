import type { WebSocket } from 'ws';

/** How many of the largest messages may wait for a client that says more: whatever it says is answered. */
const UNREAD = 16;

/** What holds for each socket below its protocol. @param largest bytes of a message that a client may send */
export function bound(socket: WebSocket, largest: number): void {
  socket.on('message', () => {
    if (socket.bufferedAmount > largest * UNREAD) socket.terminate();
  });
  // What does not reach a socket that breaks off is nobody's fault, and its end is told by `close`: graphql-ws would print each.
  const send = socket.send.bind(socket);
  Object.assign(socket, { send: (data: string, sent?: () => void) => send(data, () => sent?.()) });
}
