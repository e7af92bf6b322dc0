import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { pause } from './wait.ts';

/** What is watched: a subscription, and the topic of which it tells. */
export interface Watched {
  readonly topic: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The field that is selected. */
  readonly field: string;
  /** Whether what came of an event is all that was asked for. */
  readonly isWhole: (shown: object) => boolean;
}

interface Payload {
  readonly data?: Readonly<Record<string, object | null>> | null;
  readonly errors?: readonly { readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: { readonly cursor?: string; readonly admitted?: boolean };
}

/** Milliseconds before it comes back: a few at first, then up to so many, and never all at the same moment. */
const [soon, latest] = [20, 2_000];

/**
 * A front end that stays: whenever its socket ends it opens another, and resumes with the last cursor that it was given. It notes
 * the cursor of each event.
 */
export class Subscriber {
  readonly watched: Watched;
  /** The cursor of each event, in the order in which they came. */
  readonly cursors: number[] = [];
  /** Codes of errors that ended a subscription or came with an event; `incomplete` for one that lacked something and did not say why. */
  readonly refusals: unknown[] = [];
  /** Events that lacked what a service beside the owner knows, because that did not answer: they said so. */
  partial = 0;
  /** How often it was connected. */
  connections = 0;
  readonly #url: string;
  readonly #bearer: () => Promise<string>;
  #lastCursor: string | undefined;
  #socket: WebSocket | undefined;
  #failures = 0;
  #isLeaving = false;
  readonly #done: Promise<void>;

  constructor(url: string, bearer: () => Promise<string>, watched: Watched) {
    this.#url = `${url.replace(/^http/, 'ws')}/graphql`;
    this.#bearer = bearer;
    this.watched = watched;
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
      if (this.#isLeaving) return;
      await pause(Math.min(soon * 2 ** this.#failures, latest) * (0.5 + Math.random() / 2));
      this.#failures += 1;
    }
  }

  async #subscribe(): Promise<void> {
    const authorization = await this.#bearer();
    const keep = (socket: WebSocket) => {
      this.#socket = socket;
    };
    class Socket extends WebSocket {
      constructor(...[address, protocols]: ConstructorParameters<typeof WebSocket>) {
        super(address, protocols, { perMessageDeflate: false });
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
      const { query, variables } = this.watched;
      client.subscribe<Payload['data']>(
        { query, variables, extensions: { announce: true, ...(lastCursor && { lastCursor }) } },
        {
          next: (payload) => this.#take(payload as Payload),
          error: () => resolve(),
          complete: () => resolve(),
        },
      );
    });
    await client.dispose();
  }

  #take({ data, errors = [], extensions }: Payload): void {
    this.#failures = 0;
    if (extensions?.cursor) this.#lastCursor = extensions.cursor;
    if (extensions?.admitted) return;
    const codes = errors.map(({ extensions: more }) => more?.code);
    if (data) this.cursors.push(Number(extensions?.cursor));
    const { field, isWhole } = this.watched;
    const shown = data?.[field];
    if (!shown || codes.some((code) => code !== 'UNAVAILABLE')) this.refusals.push('nothing', ...codes);
    else if (codes.length > 0) this.partial += 1;
    else if (!isWhole(shown)) this.refusals.push('incomplete');
  }
}
