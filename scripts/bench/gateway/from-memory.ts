import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Serves services at /<name>, at the port that the first argument names, or any. What was asked before is answered from memory: measured
 * are gateways, and these share the machine with them.
 */
export function serveFromMemory(answer: (service: string, request: string) => Promise<string>): void {
  const known = new Map<string, string>();
  const remembered = async (path: string, text: string) => {
    const key = path + text;
    const result = known.get(key) ?? (await answer(path.slice(1), text));
    known.set(key, result);
    return result;
  };
  const server = createServer((request, response) => {
    void read(request)
      .then((text) => remembered(request.url ?? '', text))
      .then(
        (result) => response.setHeader('content-type', 'application/json').end(result),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  server.keepAliveTimeout = 65_000;
  server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
    process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
  });
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
