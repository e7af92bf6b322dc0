import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { refused } from './errors.ts';
import { sendErrors } from './http.ts';
import type { Told } from './told.ts';

/** Headers that pages of other sites may send, and may read. */
const SENT = 'accept, authorization, content-type, last-event-id, x-request-id';
const READ = 'ratelimit, ratelimit-policy, retry-after, x-cost-actual, x-cost-estimated, x-request-id';
/** Seconds for which a browser need not ask again. */
const ASKED_S = 600;

/**
 * Whether a request may come from the page that it comes from: one of the gateway itself, or of a site that is listed. Browsers name
 * the page by `origin`, or at least tell by `sec-fetch-site` that it is another's; other clients name nothing, and cannot be lured
 * by a page.
 */
export function mayCome(headers: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  const { origin, host, 'sec-fetch-site': site = 'none' } = headers;
  if (origin === undefined) return site === 'none' || site === 'same-origin';
  if (allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * Pages of listed sites may ask at a path, and read answers (https://fetch.spec.whatwg.org/#http-cors-protocol); from others
 * nothing is taken, not even what a browser sends without asking first. No cookie is ever read, so none is allowed.
 */
export function guardOrigins(
  app: FastifyInstance,
  path: string,
  allowed: readonly string[],
  told: Told,
): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== path) return undefined;
    const { origin, 'access-control-request-method': asked } = request.headers;
    reply.header('vary', 'origin');
    if (!mayCome(request.headers, allowed)) {
      const message = 'Pages of this site may not ask here: its operators list those that may.';
      return sendErrors(reply, 403, told([refused('CROSS_SITE', message)]));
    }
    if (origin === undefined || !allowed.includes(origin)) return undefined;
    reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', READ);
    if (request.method !== 'OPTIONS' || asked === undefined) return undefined;
    return reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', SENT)
      .header('access-control-max-age', String(ASKED_S))
      .send();
  });
}
