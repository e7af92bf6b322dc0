import { keySetOptions } from '@learnova/platform/key-set';
import type { Logger } from '@learnova/platform/log';
import { Reach } from '@learnova/platform/reach';
import { tokenFault } from '@learnova/platform/token-fault';
import { createRemoteJWKSet, customFetch, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { refused } from './errors.ts';
import type { TokenRules } from './options.ts';

export interface Identity {
  /** When the token expires, in milliseconds of the wall clock; undefined when it never does or nobody signed in. */
  readonly expiresAt: number | undefined;
  /** Whom the token names, to count by; undefined where nobody signed in. */
  readonly subject: string | undefined;
}

const nobody: Identity = { expiresAt: undefined, subject: undefined };

/** Ours take half a kilobyte. Over WebSocket no server bounds what stands for a header. */
const BEARER = /^bearer (\S{1,8192})$/i;

/** Verifies bearer tokens, once each: a good one is remembered for a minute at most. Who it names is for the subgraphs. */
export class TokenVerifier {
  readonly #rules: TokenRules | undefined;
  readonly #log: Logger;
  readonly #known = new LRUCache<string, Identity>({ max: 10_000 });

  constructor(rules: TokenRules | undefined, log: Logger) {
    this.#rules = rules;
    this.#log = log;
  }

  /** Throws UNAUTHENTICATED for a token that does not hold, and UNAVAILABLE while the keys cannot be read. */
  async verify(authorization: string | undefined): Promise<Identity> {
    if (!authorization || !this.#rules) return nobody;
    const [, token] = BEARER.exec(authorization) ?? [];
    if (!token) {
      throw refused('UNAUTHENTICATED', 'The authorization header must hold a bearer token and nothing else.');
    }
    const known = this.#known.get(token);
    if (known) return known;
    const { exp, sub: subject } = await this.#payload(token, this.#rules);
    const identity: Identity = { expiresAt: exp === undefined ? undefined : exp * 1_000, subject };
    const left = (identity.expiresAt ?? Number.POSITIVE_INFINITY) - wallClock();
    this.#known.set(token, identity, { ttl: Math.max(1, Math.min(left, 60_000)) });
    return identity;
  }

  async #payload(token: string, { keys, issuer, audience }: TokenRules): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['EdDSA'] });
      return payload;
    } catch (error) {
      const fault = tokenFault(error);
      if (fault === 'expired') {
        throw refused('UNAUTHENTICATED', 'This token has expired: refresh it, or sign in again.');
      }
      if (fault === 'invalid') {
        throw refused('UNAUTHENTICATED', 'This token is not valid here: sign in again.');
      }
      this.#log.error({ err: error }, 'the keys that verify tokens cannot be read');
      throw refused('UNAVAILABLE', 'Tokens cannot be verified now. Try again in a moment.', {
        retryable: true,
      });
    }
  }
}

/** The keys at any of these URLs: fetched when needed, again when a token names an unknown one, and kept in between. */
export function keysAt(urls: readonly string[], maxAgeMs?: number): JWTVerifyGetKey {
  const places = new Reach(urls);
  return createRemoteJWKSet(new URL('http://keys.invalid/'), {
    ...keySetOptions(maxAgeMs),
    [customFetch]: (_url, init) => places.fetch('', init),
  });
}

/** The keys that `read` answers (a JSON Web Key Set as text), by the same rules: for keys of the same process. */
export function keysFrom(read: () => Promise<string | Uint8Array>, maxAgeMs?: number): JWTVerifyGetKey {
  const fetchKeys = async () => new Response(Buffer.from(await read()).toString('utf8'), { status: 200 });
  return createRemoteJWKSet(new URL('http://keys.invalid/'), {
    ...keySetOptions(maxAgeMs),
    [customFetch]: fetchKeys,
  });
}

/** The machine's time in milliseconds: what the expiry of a token is compared with. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now();
}
