import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Above the ports that are known, and below those that systems hand out by themselves to whoever listens on 0 or calls somebody. Each
 * process looks in a part of its own, so that two that look at the same time find different ones.
 */
const [lowest, parts, width] = [20_000, 16, 750];
let next = randomInt(width);

/** A port that nobody uses, and that nobody is given who has not asked for it; not the same one twice in a row. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < width; tries += 1) {
    next = (next + 1) % width;
    const port = lowest + (process.pid % parts) * width + next;
    if ((await portFault(port, host)) === null) return port;
  }
  throw new Error(`none of ${width} ports is free`);
}

/** Why nobody can listen on the port: `taken`, `forbidden` (a low port, without the right to it), or null when one can. */
export async function portFault(port: number, host = '127.0.0.1'): Promise<'taken' | 'forbidden' | null> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') return 'taken';
    if (code === 'EACCES') return 'forbidden';
    throw error;
  }
  server.close();
  await once(server, 'close');
  return null;
}
