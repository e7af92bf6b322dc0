import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Record<string, unknown>;
}

export interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: Record<string, unknown>;
}

/** Someone at a screen: knows the address of the graph, the schema, and a password. */
export class Visitor {
  readonly #url: string;
  readonly #token: string | null;

  constructor(url: string, token: string | null = null) {
    this.#url = url;
    this.#token = token;
  }

  /** Signs in and answers as whom. */
  async signIn(email: string, password: string): Promise<Visitor> {
    const { signIn } = await this.data<{ signIn: { accessToken: string } }>(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input: { email, password } },
    );
    return new Visitor(this.#url, signIn.accessToken);
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<T>> {
    const answer = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    });
    return (await answer.json()) as Answer<T>;
  }

  /** The data of an operation that must succeed without any error. */
  async data<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.ask<T>(query, variables);
    if (errors?.length || !data) throw new Error(`refused: ${JSON.stringify(errors)} for ${query}`);
    return data;
  }

  /** Watches a subscription over a socket of its own. @param onShown told of each answer as it comes */
  watch<T>(
    query: string,
    variables: Record<string, unknown> = {},
    lastCursor?: string,
    onShown?: (answer: Answer<T>) => void,
  ): Watching<T> {
    const client = createClient({
      url: `${this.#url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.#token ? { authorization: `Bearer ${this.#token}` } : {},
      retryAttempts: 0,
    });
    return new Watching<T>(client, query, variables, lastCursor, onShown);
  }
}

/** What a subscription has shown so far, unless somebody is told of it, and how it ended. */
export class Watching<T> {
  readonly seen: Answer<T>[] = [];
  readonly ended: Promise<'completed' | Error>;
  #over = false;
  readonly #wake = new Set<() => void>();
  readonly #client: Client;
  readonly #unsubscribe: () => void;
  /** The subscription is admitted: whatever happens from here on is shown. */
  readonly started: Promise<void>;

  constructor(
    client: Client,
    query: string,
    variables: Record<string, unknown>,
    lastCursor?: string,
    onShown?: (answer: Answer<T>) => void,
  ) {
    this.#client = client;
    let started: () => void = () => undefined;
    this.started = new Promise((resolve) => {
      started = resolve;
    });
    let unsubscribe: () => void = () => undefined;
    this.ended = new Promise((resolve) => {
      const end = (how: 'completed' | Error) => {
        this.#over = true;
        started();
        this.#tell();
        resolve(how);
      };
      unsubscribe = client.subscribe<T>(
        { query, variables, extensions: { announce: true, ...(lastCursor && { lastCursor }) } },
        {
          next: (answer) => {
            started();
            if ((answer.extensions as Record<string, unknown> | undefined)?.admitted) return;
            if (onShown) onShown(answer as Answer<T>);
            else this.seen.push(answer as Answer<T>);
            this.#tell();
          },
          error: (error) => end(error instanceof Error ? error : new Error(JSON.stringify(error))),
          complete: () => end('completed'),
        },
      );
    });
    this.#unsubscribe = unsubscribe;
  }

  /** The first answer that fits, within so many milliseconds. */
  async first(fits: (answer: Answer<T>) => boolean, withinMs: number): Promise<Answer<T>> {
    const found = await this.#until(() => this.seen.find(fits), withinMs);
    if (!found)
      throw new Error(`nothing of the kind was shown within ${withinMs} ms: ${JSON.stringify(this.seen)}`);
    return found;
  }

  /** Whether the subscription ends by itself within so many milliseconds. */
  async endsWithin(withinMs: number): Promise<boolean> {
    return (await this.#until(() => this.#over || undefined, withinMs)) ?? false;
  }

  async leave(): Promise<void> {
    this.#unsubscribe();
    await this.#client.dispose();
  }

  #tell(): void {
    for (const wake of this.#wake) wake();
  }

  #until<R>(look: () => R | undefined, withinMs: number): Promise<R | undefined> {
    return new Promise((resolve) => {
      const finish = (found: R | undefined) => {
        clearTimeout(timer);
        this.#wake.delete(check);
        resolve(found);
      };
      const check = () => {
        const found = look();
        if (found !== undefined) finish(found);
      };
      const timer = setTimeout(() => finish(undefined), withinMs);
      this.#wake.add(check);
      check();
    });
  }
}
