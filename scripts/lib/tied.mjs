// Loaded before a program that was started in a session of its own, with one end of a pipe as a descriptor: when the
// other end closes, whoever started it was killed, and the whole session is killed too. Nobody is left to ask.
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const descriptor = process.env.LEARNOVA_TIED_BY;
if (isMainThread && descriptor) {
  // What the program starts itself is tied in its own way.
  delete process.env.LEARNOVA_TIED_BY;
  const line = new Socket({ fd: Number(descriptor), readable: true, writable: false });
  line.once('close', () => process.kill(0, 'SIGKILL'));
  line.on('error', (error) => line.destroy(error));
  line.resume();
  line.unref();
}
