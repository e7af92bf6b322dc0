import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse } from 'graphql';
import { schemas } from './graph.ts';

/**
 * The shop's services, at /<name>, at any port or the one that is named. What was asked before is answered from memory: measured are gateways, and these share the
 * machine with them.
 */
const served = schemas();
const known = new Map<string, string>();

async function answer(path: string, text: string): Promise<string> {
  const key = path + text;
  const before = known.get(key);
  if (before !== undefined) return before;
  const { query, variables, operationName } = JSON.parse(text) as {
    query: string;
    variables?: Record<string, unknown>;
    operationName?: string;
  };
  const schema = served.get(path.slice(1));
  if (!schema) throw new Error(`no service at ${path}`);
  const document = parse(query);
  const result = JSON.stringify(
    await execute({ schema, document, variableValues: variables, operationName }),
  );
  known.set(key, result);
  return result;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const server = createServer((request, response) => {
  void read(request)
    .then((text) => answer(request.url ?? '', text))
    .then(
      (result) => response.setHeader('content-type', 'application/json').end(result),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
