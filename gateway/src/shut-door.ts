import type { Server } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Turns of the loop after which the door closes all the same, before whoever stands there: some would come for ever. */
const mostTurns = 10_000;

/**
 * Takes no more connections, and loses none that was made: whoever knocked while the process was busy waits in the kernel, and
 * would be reset by closing. The loop takes one a turn, so the door closes after a turn in which nobody came in.
 */
export async function shutDoor(server: Server): Promise<void> {
  let came = true;
  const onConnection = () => {
    came = true;
  };
  server.on('connection', onConnection);
  for (let turns = 0; came && turns < mostTurns; turns += 1) {
    came = false;
    await nextTurn();
  }
  server.off('connection', onConnection);
  server.close();
}
