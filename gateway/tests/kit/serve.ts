import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Library } from './library.ts';

/** A service of the library on a port of its own. */
export class Served {
  readonly server: Server;
  readonly headers: IncomingMessage['headers'][] = [];
  /** Answers that are still awaited. */
  readonly open = new Set<ServerResponse>();
  /** What it says when asked whether it can serve. */
  readiness = 200;
  /** Requests that are cut off before an answer. */
  resets = 0;

  private constructor(library: Library, name: string) {
    this.server = createServer((request, response) => {
      this.headers.push(request.headers);
      this.open.add(response);
      response.on('close', () => this.open.delete(response));
      if (this.resets > 0) {
        this.resets -= 1;
        request.socket.destroy();
        return;
      }
      if (request.url === '/health/ready') {
        response.statusCode = this.readiness;
        response.end();
        return;
      }
      void read(request).then(async (text) => {
        response.setHeader('content-type', 'application/json');
        if (request.url?.startsWith('/routes/')) {
          response.setHeader('x-seen', String(request.headers['x-signature'] ?? ''));
          response.statusCode = 201;
          response.end(JSON.stringify({ method: request.method, url: request.url, text }));
          return;
        }
        const call = {
          authorization: request.headers.authorization,
          requestId: String(request.headers['x-request-id']),
        };
        response.end(JSON.stringify(await library.answer(name, JSON.parse(text), call)));
      });
    });
  }

  static async start(library: Library, name: string): Promise<Served> {
    const served = new Served(library, name);
    await served.listen(0);
    return served;
  }

  /** Begins, or begins again after `stop`. */
  async listen(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
