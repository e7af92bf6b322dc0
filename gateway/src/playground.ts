import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

interface Asset {
  readonly plain: Buffer;
  readonly zipped: Buffer;
  readonly tag: string;
}

const compress = promisify(gzip);
const require = createRequire(import.meta.url);
const own = (name: string) => fileURLToPath(new URL(`../playground/${name}`, import.meta.url));
/** A file of an installed package, whether or not the package exports it. */
const installed = (name: string, path: string) =>
  join(dirname(require.resolve(`${name}/package.json`)), path);

const SCRIPT = 'text/javascript; charset=utf-8';
const files: Readonly<Record<string, { readonly type: string; readonly file: () => string }>> = {
  '': { type: 'text/html; charset=utf-8', file: () => own('index.html') },
  'boot.js': { type: SCRIPT, file: () => own('boot.js') },
  'boot.css': { type: 'text/css; charset=utf-8', file: () => own('boot.css') },
  'react.js': { type: SCRIPT, file: () => installed('react', 'umd/react.production.min.js') },
  'react-dom.js': { type: SCRIPT, file: () => installed('react-dom', 'umd/react-dom.production.min.js') },
  'graphiql.js': { type: SCRIPT, file: () => installed('graphiql', 'graphiql.min.js') },
  'graphiql.css': { type: 'text/css; charset=utf-8', file: () => installed('graphiql', 'graphiql.min.css') },
};

/**
 * GraphiQL from node_modules at `/graphiql`, without any other host. Files are compressed once, when first asked for, and
 * kept. Styles inside elements are GraphiQL's own (CodeMirror sets them), so the policy must allow those.
 */
export function servePlayground(app: FastifyInstance): void {
  const assets = new Map<string, Promise<Asset>>();
  app.get('/', (_request, reply) => reply.redirect('/graphiql'));
  for (const [name, { type, file }] of Object.entries(files)) {
    app.get(name ? `/graphiql/${name}` : '/graphiql', async (request, reply) => {
      const asset = assets.get(name) ?? read(file());
      assets.set(name, asset);
      return send(request, reply.type(type), await asset);
    });
  }
}

async function read(file: string): Promise<Asset> {
  const plain = await readFile(file);
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { plain, zipped: await compress(plain), tag };
}

function send(request: FastifyRequest, reply: FastifyReply, { plain, zipped, tag }: Asset): FastifyReply {
  const isZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  reply.headers({
    'cache-control': 'no-cache',
    etag: tag,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': policy(request.headers.host),
  });
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  if (isZipped) reply.header('content-encoding', 'gzip');
  return reply.send(isZipped ? zipped : plain);
}

/** Older browsers do not count a WebSocket to the same host as 'self', so it is named. */
function policy(host: string | undefined): string {
  const sockets = host && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
