import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const token = 'the token of the job';

/** As much of GitHub as one pull request needs. It refuses what GitHub would refuse, and remembers what it was asked. */
export class GitHubServer {
  title = 'Registers of a former teacher are closed';
  /** What it says of the merge, the last one again and again. */
  mergeable: (boolean | null)[] = [true];
  files: { filename: string; additions: number; deletions: number; patch?: string }[] = [];
  labels = new Set<string>();
  readonly comments: Comment[] = [];
  readonly asked: Asked[] = [];
  /** Answers with this status whatever matches. */
  fault: { readonly path: RegExp; readonly status: number; readonly text: string } | null = null;
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });

  async listen(): Promise<Readonly<Record<string, string>>> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return {
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      GITHUB_REPOSITORY: 'a-school/learnova',
      GITHUB_TOKEN: token,
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** What it was asked to change, in order. */
  changes(): string[] {
    return this.asked.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', 'http://github.test');
    const chunks = await request.toArray();
    const text = Buffer.concat(chunks as Buffer[]).toString('utf8');
    const path = decodeURIComponent(url.pathname);
    this.asked.push({ method, path, body: text === '' ? undefined : JSON.parse(text) });
    if (headers.authorization !== `Bearer ${token}`) return refusal(401, 'Bad credentials');
    if (headers['x-github-api-version'] !== '2022-11-28' || !headers['user-agent'])
      return refusal(400, 'Bad headers');
    if (this.fault?.path.test(path)) return { status: this.fault.status, body: this.fault.text };
    const prefix = '/repos/a-school/learnova';
    return path.startsWith(prefix)
      ? this.#route(`${method} ${path.slice(prefix.length)}`, url.searchParams, text)
      : refusal(404, 'Not Found');
  }

  #route(route: string, query: URLSearchParams, text: string): { status: number; body: unknown } {
    if (route === 'GET /pulls/7') return ok(this.#pullRequest());
    if (route === 'GET /pulls/7/files') return ok(page(this.files, query));
    if (route === 'GET /issues/7/comments') return ok(page(this.comments, query));
    if (route === 'POST /issues/7/comments') return this.#comment(JSON.parse(text));
    if (route === 'POST /issues/7/labels') return this.#label(JSON.parse(text));
    const [, commentId] = /^PATCH \/issues\/comments\/(\d+)$/.exec(route) ?? [];
    if (commentId) return this.#rewrite(Number(commentId), JSON.parse(text));
    const [, label] = /^DELETE \/issues\/7\/labels\/(.+)$/.exec(route) ?? [];
    if (label) return this.labels.delete(label) ? ok([]) : refusal(404, 'Label does not exist');
    return refusal(404, 'Not Found');
  }

  #pullRequest() {
    const [mergeable = null] = this.mergeable;
    if (this.mergeable.length > 1) this.mergeable.shift();
    return { number: 7, title: this.title, mergeable, labels: [...this.labels].map((name) => ({ name })) };
  }

  #comment({ body }: { body: string }) {
    this.comments.push({ id: 100 + this.comments.length, body, user: { login: 'github-actions[bot]' } });
    return { status: 201, body: {} };
  }

  #rewrite(id: number, { body }: { body: string }) {
    const comment = this.comments.find((each) => each.id === id);
    if (!comment) return refusal(404, 'Not Found');
    comment.body = body;
    return ok({});
  }

  #label({ labels }: { labels: string[] }) {
    for (const name of labels) this.labels.add(name);
    return ok([]);
  }
}

function page<T>(all: readonly T[], query: URLSearchParams): readonly T[] {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const number = Number(query.get('page') ?? 1);
  return all.slice((number - 1) * size, number * size);
}

function ok(body: unknown) {
  return { status: 200, body };
}

function refusal(status: number, message: string) {
  return { status, body: { message } };
}
