import type { Fault } from './fault.ts';
import { fault } from './gateway-fault.ts';

/** What the gateway's sockets and event streams bear, and what is left of those that end. */
export const socketFaults: readonly Fault[] = [
  fault(
    'of two tokens that a socket is given the one stays that was looked at last',
    ['socket-token.ts', 'this.#renewed = this.#renewed.then(take, take);', 'this.#renewed = take();'],
    [
      'socket-token.test.ts',
      'is taken in the order in which they were said, and each pong answers its ping',
      'toMatchObject',
    ],
  ),
  fault(
    'what is asked about an event for one person is told to another',
    [
      'live/deliveries.ts',
      '[planned.key, topic, authorization, entry.number]',
      '[planned.key, topic, entry.number]',
    ],
    [
      'groups.test.ts',
      'tabs of one person share the asking about an event, over sockets and streams; each person is asked about',
      'Expected length: 3',
    ],
  ),
  fault(
    'an event stream forgets where its client was',
    ['event-stream.ts', 'const { lastCursor = lastEventId, announce }', 'const { lastCursor, announce }'],
    [
      'event-stream.test.ts',
      'whoever comes back with the last id goes on behind it: nothing lost, nothing twice',
      'toEqual',
    ],
  ),
  fault(
    'a socket goes on under the token of another person',
    [
      'socket-token.ts',
      "if (!('subject' in identity) || identity.subject !== visitor.subject) {",
      "if (!('subject' in identity)) {",
    ],
    [
      'socket-token.test.ts',
      'is taken only if it holds and is of the same person; else the older one stays',
      'FORBIDDEN',
    ],
  ),
  fault(
    'a connection that breaks off while it is refused a socket ends the process',
    ['sockets.ts', "socket.on('error', () => socket.destroy());", ''],
    [
      'sockets.test.ts',
      'whoever is refused a socket may break off the connection at any moment',
      'ECONNRESET',
    ],
  ),
  fault(
    'whoever is refused a socket keeps the connection for as long as they like',
    ['sockets.ts', 'socket.end(answer, () => socket.destroy());', 'socket.end(answer);'],
    [
      'sockets.test.ts',
      'whoever is refused a socket and keeps the connection holds up no end',
      'Expected: < 1500',
    ],
  ),
  fault(
    'whoever reads nothing is answered all the same',
    ['raw-socket.ts', 'if (socket.bufferedAmount > largest * UNREAD) socket.terminate();', ''],
    [
      'operations.test.ts',
      'a client that says more and more and reads nothing is cut before much waits for it',
      'Expected: 0',
    ],
  ),
  fault(
    'a socket that comes while the others are closed is taken, and never closed',
    ['sockets.ts', 'this.#isDraining ? undefined : this.#options.seats.take()', 'this.#options.seats.take()'],
    [
      'ending.test.ts',
      'whoever asks for a socket once the sockets are being closed is sent elsewhere, and holds up no end',
      '101 Switching Protocols',
    ],
  ),
  fault(
    'who has not signed in holds any number of sockets',
    [
      'seats.ts',
      'if (held >= most) return undefined;',
      'if (visitor.subject && held >= most) return undefined;',
    ],
    [
      'sockets.test.ts',
      'who has not signed in holds ten times as many, by address, and nobody else is held up by it',
      'Expected: 429',
    ],
  ),
];
