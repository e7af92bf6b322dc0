import { readFile } from 'node:fs/promises';
import { notFound } from '@learnova/platform/refusal';
import type { Route, RouteAnswer } from '@learnova/platform/route';

const script = 'text/javascript; charset=utf-8';
/** The files of the page, as they are served: there is no build step. */
const files: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'document.css': 'text/css; charset=utf-8',
  'main.js': script,
  'password.html': 'text/html; charset=utf-8',
  'password.js': script,
  'find.js': script,
  'graph.js': script,
  'queries.js': script,
  'texts.js': script,
  'view.js': script,
};

/** Nothing of anybody else's, nothing inline, and in nobody's frame. The graph and its socket are at the same host. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page itself holds nothing of anybody: who signs in on it asks the graph. */
async function page(name: string): Promise<RouteAnswer> {
  const type = Object.hasOwn(files, name) ? files[name] : undefined;
  if (!type) throw notFound('page');
  return {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body: await readFile(new URL(`../../page/${name}`, import.meta.url), 'utf8'),
  };
}

export const pageRoutes: readonly Route[] = [
  { method: 'GET', path: 'home', reach: 'public', answer: () => page('index.html') },
  // Where the links of mails lead by which a password is chosen.
  { method: 'GET', path: 'password', reach: 'public', answer: () => page('password.html') },
  {
    method: 'GET',
    path: 'home/:file',
    reach: 'public',
    answer: (_request, { params }) => page(params.file ?? ''),
  },
];
