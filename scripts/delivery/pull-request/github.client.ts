import { CannotStart } from '@learnova/platform/cannot-start';
import { z } from 'zod';

const pageSize = 100;
/** GitHub lists 3,000 files of a pull request at most. */
const mostPages = 30;
const patienceMs = 15_000;

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The REST API of GitHub for one repository. Each fault is a sentence with what was asked and what GitHub said. */
export class GitHub {
  readonly #root: string;
  readonly #token: string;

  /** @param repository `owner/name` */
  constructor(api: string, repository: string, token: string) {
    this.#root = `${api}/repos/${repository}`;
    this.#token = token;
  }

  async get<M extends z.ZodType>(path: string, model: M): Promise<z.infer<M>> {
    return read(path, await this.#send('GET', path), model);
  }

  /** All pages of a list. */
  async list<M extends z.ZodArray>(path: string, model: M): Promise<z.infer<M>[number][]> {
    const all: z.infer<M>[number][] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const found = await this.get(`${path}?per_page=${pageSize}&page=${page}`, model);
      all.push(...found);
      if (found.length < pageSize) break;
    }
    return all;
  }

  async post(path: string, body: unknown): Promise<void> {
    await this.#send('POST', path, body);
  }

  async patch(path: string, body: unknown): Promise<void> {
    await this.#send('PATCH', path, body);
  }

  /** What is gone already is as good as taken away. */
  async delete(path: string): Promise<void> {
    await this.#send('DELETE', path, undefined, [404]);
  }

  async #send(
    method: Method,
    path: string,
    body?: unknown,
    alsoFine: readonly number[] = [],
  ): Promise<unknown> {
    const asked = `${method} ${path.split('?')[0]}`;
    let answer: Response;
    try {
      answer = await fetch(this.#root + path, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${this.#token}`,
          'user-agent': 'learnova',
          'x-github-api-version': '2022-11-28',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
    } catch (error) {
      const { message, cause } = error as Error;
      throw new CannotStart(
        `GitHub did not answer ${asked}: ${cause instanceof Error ? cause.message : message}.`,
      );
    }
    const text = await answer.text();
    if (answer.ok || alsoFine.includes(answer.status)) return text === '' ? undefined : JSON.parse(text);
    throw new CannotStart(`GitHub answered ${answer.status} to ${asked}: ${messageOf(text)}`);
  }
}

function messageOf(text: string): string {
  try {
    return z.looseObject({ message: z.string() }).parse(JSON.parse(text)).message;
  } catch {
    return text.slice(0, 200) || 'nothing';
  }
}

function read<M extends z.ZodType>(path: string, value: unknown, model: M): z.infer<M> {
  const result = model.safeParse(value);
  if (result.success) return result.data;
  throw new CannotStart(
    `GitHub’s answer to ${path} is not what it should be: ${z.prettifyError(result.error)}`,
  );
}
