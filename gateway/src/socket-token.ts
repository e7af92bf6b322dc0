import { GraphQLError } from 'graphql';
import type { Extra } from 'graphql-ws/use/ws';
import { refused } from './errors.ts';
import { wallClock } from './identity.ts';
import type { Visitor } from './rate-limit.ts';
import type { Runner } from './runner.ts';

/** A client that is told this one comes back; with a fresh token, one hopes. 4401 would make it give up. */
export const FORBIDDEN = 4403;
/** Longest wait that a timer takes. */
const LONGEST_MS = 2 ** 31 - 1;

type Payload = Readonly<Record<string, unknown>> | undefined;

/** What is held of the token of a socket. */
export interface Held {
  readonly authorization: string | undefined;
  /** Milliseconds since 1970; undefined for one that never expires. */
  readonly expiresAt: number | undefined;
}

/** The token under which a socket lives: when it expires the socket is closed, and a ping may bring a newer one of the same person. */
export class SocketToken {
  readonly #socket: Extra['socket'];
  #authorization: string | undefined;
  #expiry: NodeJS.Timeout | undefined;
  #isOver = false;
  #renewed: Promise<unknown> = Promise.resolve();

  constructor(socket: Extra['socket'], held: Held) {
    this.#socket = socket;
    this.#hold(held);
  }

  get authorization(): string | undefined {
    return this.#authorization;
  }

  /** The socket is gone, or is to be left alone. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#expiry);
  }

  /**
   * Takes the token of a ping, one after the other: of two, the one that was said last stays. What is put into the payload is the
   * pong's: until when the new one holds, or why it is not taken; then the older one stays.
   */
  renew(payload: Record<string, unknown> | undefined, visitor: Visitor, runner: Runner): Promise<unknown> {
    const authorization = authorizationOf(payload);
    if (!payload || authorization === undefined) return this.#renewed;
    for (const name of Object.keys(payload)) delete payload[name];
    const take = async () => Object.assign(payload, await this.#taken(authorization, visitor, runner));
    this.#renewed = this.#renewed.then(take, take);
    return this.#renewed;
  }

  async #taken(authorization: string, visitor: Visitor, runner: Runner): Promise<object> {
    if (this.#isOver) return {};
    const identity = runner.rateLimit?.known(visitor) ?? (await runner.identify(authorization));
    if (identity instanceof GraphQLError) return { errors: [identity] };
    if (!('subject' in identity) || identity.subject !== visitor.subject) {
      const stranger = refused('FORBIDDEN', 'The token is of another person: open a socket of its own.');
      await runner.rateLimit?.takeForRefusal(visitor);
      return { errors: 'subject' in identity ? [stranger] : identity };
    }
    const { expiresAt } = identity;
    if (this.#isOver) return {};
    this.#hold({ authorization, expiresAt });
    return expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() };
  }

  #hold({ authorization, expiresAt }: Held): void {
    clearTimeout(this.#expiry);
    this.#authorization = authorization;
    if (expiresAt === undefined) return;
    const expire = () => this.#socket.close(FORBIDDEN, 'The token has expired: connect again with a new one');
    this.#expiry = setTimeout(expire, Math.min(expiresAt - wallClock(), LONGEST_MS));
  }
}

/** `authorization` among these; clients that turn headers into parameters may write it large. */
export function authorizationOf(params: Payload): string | undefined {
  const entry = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization');
  return typeof entry?.[1] === 'string' && entry[1] !== '' ? entry[1] : undefined;
}
