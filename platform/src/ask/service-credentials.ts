import { issuer, lifetime } from '@learnova/schema/claims';
import type { ServiceName } from '@learnova/schema/services';
import { importJWK, type JWK, SignJWT } from 'jose';
import { newId } from '../ids.ts';
import type { Reach } from '../reach.ts';
import type { ServiceCredentials } from './asks.ts';

interface Held {
  readonly token: string;
  readonly until: number;
}

/**
 * A service's own five-minute tokens, issued by users against an assertion signed with the service's key (RFC 7523).
 * One token is fetched at a time and used until a minute before its end.
 */
export class SignedCredentials implements ServiceCredentials {
  readonly #service: ServiceName;
  readonly #readKey: () => Promise<JWK>;
  readonly #users: Reach;
  #held: Held | undefined;
  #fetching: Promise<Held> | undefined;

  /** @param readKey is called for each token, so that a key that was put in place of another is taken at once */
  constructor(service: ServiceName, readKey: () => Promise<JWK>, users: Reach) {
    this.#service = service;
    this.#readKey = readKey;
    this.#users = users;
  }

  async token(refused?: string): Promise<string> {
    const held = this.#held;
    if (held && held.token !== refused && held.until > performance.now()) return held.token;
    this.#fetching ??= this.#renew();
    return (await this.#fetching).token;
  }

  async #renew(): Promise<Held> {
    try {
      this.#held = await this.#fetch();
      return this.#held;
    } finally {
      this.#fetching = undefined;
    }
  }

  async #fetch(): Promise<Held> {
    const until = performance.now() + (lifetime.service - 60) * 1000;
    const key = await this.#readKey();
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid ?? this.#service })
      .setIssuer(this.#service)
      .setSubject(this.#service)
      .setAudience(issuer)
      .setJti(newId())
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(key, 'EdDSA'));
    const answer = await this.#users.fetch('/internal/service-token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ assertion }),
      signal: AbortSignal.timeout(5_000),
    });
    if (!answer.ok) throw new Error(`users gave ${this.#service} no token: ${answer.status}`);
    const { token } = (await answer.json()) as { token: string };
    return { token, until };
  }
}
