import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port that nobody used a moment ago. Whoever starts on it tries again when it was taken since. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
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
