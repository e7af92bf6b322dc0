import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { pause } from './wait.ts';

const document = /* GraphQL */ `
  subscription Registers($sectionId: UUID!) { registerChanged(sectionId: $sectionId) { id version } }
`;

interface Payload {
  readonly data?: { readonly registerChanged?: { readonly id: string; readonly version: number } } | null;
  readonly errors?: readonly { readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: { readonly cursor?: string; readonly admitted?: boolean };
}

/**
 * A front end that stays: whenever its socket ends it opens another, and resumes with the last cursor that it was given. It notes
 * the cursor of each event.
 */
export class Subscriber {
  /** The cursor of each event, in the order in which they came. */
  readonly cursors: number[] = [];
  /** Codes of errors that ended a subscription. */
  readonly refusals: unknown[] = [];
  /** How often it was connected. */
  connections = 0;
  readonly #url: string;
  readonly #bearer: () => Promise<string>;
  readonly #sectionId: string;
  #lastCursor: string | undefined;
  #socket: WebSocket | undefined;
  #isLeaving = false;
  readonly #done: Promise<void>;

  constructor(url: string, bearer: () => Promise<string>, sectionId: string) {
    this.#url = `${url.replace(/^http/, 'ws')}/graphql`;
    this.#bearer = bearer;
    this.#sectionId = sectionId;
    this.#done = this.#stay();
  }

  /** It knows from where on it misses nothing. */
  get hasBegun(): boolean {
    return this.#lastCursor !== undefined;
  }

  /** Where it stands, to be told when it does not get what it should. */
  get state(): { connections: number; refusals: readonly unknown[]; socket: number | undefined } {
    return { connections: this.connections, refusals: this.refusals, socket: this.#socket?.readyState };
  }

  /** Ends the socket as a lost link does, without a word. */
  cut(): void {
    this.#socket?.terminate();
  }

  async leave(): Promise<void> {
    this.#isLeaving = true;
    this.cut();
    await this.#done;
  }

  async #stay(): Promise<void> {
    while (!this.#isLeaving) {
      await this.#subscribe();
      if (!this.#isLeaving) await pause(20);
    }
  }

  async #subscribe(): Promise<void> {
    const authorization = await this.#bearer();
    const keep = (socket: WebSocket) => {
      this.#socket = socket;
    };
    class Socket extends WebSocket {
      constructor(...parts: ConstructorParameters<typeof WebSocket>) {
        super(...parts);
        keep(this);
      }
    }
    const client: Client = createClient({
      url: this.#url,
      webSocketImpl: Socket,
      connectionParams: { authorization },
      retryAttempts: 0,
      on: {
        connected: () => {
          this.connections += 1;
        },
      },
    });
    await new Promise<void>((resolve) => {
      const lastCursor = this.#lastCursor;
      client.subscribe<Payload['data']>(
        {
          query: document,
          variables: { sectionId: this.#sectionId },
          extensions: { announce: true, ...(lastCursor && { lastCursor }) },
        },
        {
          next: (payload) => this.#take(payload as Payload),
          error: () => resolve(),
          complete: () => resolve(),
        },
      );
    });
    await client.dispose();
  }

  #take({ data, errors, extensions }: Payload): void {
    for (const { extensions: more } of errors ?? []) this.refusals.push(more?.code);
    if (extensions?.cursor) this.#lastCursor = extensions.cursor;
    if (!extensions?.admitted && data) this.cursors.push(Number(extensions?.cursor));
  }
}
