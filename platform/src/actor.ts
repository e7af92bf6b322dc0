import { audience, issuer, personClaims, serviceClaims } from '@learnova/schema/claims';
import type { ServiceName } from '@learnova/schema/services';
import { type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { forbidden, unauthenticated, unavailable } from './refusal.ts';
import { tokenFault } from './token-fault.ts';

export interface Anonymous {
  readonly kind: 'anonymous';
}

export interface PersonActor {
  readonly kind: 'person';
  readonly personId: string;
  readonly sessionId: string;
  /** The person on whose behalf the actor acts. */
  readonly onBehalfOf?: string | undefined;
}

export interface ServiceActor {
  readonly kind: 'service';
  readonly service: ServiceName;
  /** The person whose request made the service ask. */
  readonly act?: PersonActor;
}

/** Who acts: only ever read from a token, or named by the process itself for its own handlers. */
export type Actor = Anonymous | PersonActor | ServiceActor;

export const anonymous: Anonymous = { kind: 'anonymous' };

/** Reads tokens. A verified token is remembered until it expires, a minute at most, so that a burst verifies once. */
export class TokenReader {
  readonly #keys: JWTVerifyGetKey;
  // Apart, so that no token is ever known for what it is not.
  readonly #persons = new LRUCache<string, PersonActor>({ max: 5_000 });
  readonly #services = new LRUCache<string, ServiceActor>({ max: 100 });

  constructor(keys: JWTVerifyGetKey) {
    this.#keys = keys;
  }

  /**
   * The person of a bearer token; without a header, nobody. Throws UNAUTHENTICATED for a token that does not hold, and
   * UNAVAILABLE while the keys cannot be read.
   */
  async person(authorization: string | undefined): Promise<Anonymous | PersonActor> {
    if (!authorization) return anonymous;
    const token = bearer(authorization);
    const known = this.#persons.get(token);
    if (known) return known;
    const { claims, expiresIn } = await this.#verify(token, audience.graph, personClaims);
    const { sub, sid, act } = claims;
    const actor: PersonActor = {
      kind: 'person',
      personId: sub,
      sessionId: sid,
      ...(act && { onBehalfOf: act.sub }),
    };
    this.#persons.set(token, actor, { ttl: memory(expiresIn) });
    return actor;
  }

  /** The service of a service token. A person's bearer is refused: its audience is another. */
  async service(authorization: string | undefined): Promise<ServiceActor> {
    if (!authorization) throw unauthenticated('This door is for services: it needs a service token.');
    const token = bearer(authorization);
    const known = this.#services.get(token);
    if (known) return known;
    const { claims, expiresIn } = await this.#verify(token, audience.service, serviceClaims);
    const actor: ServiceActor = {
      kind: 'service',
      service: claims.sub.slice('service:'.length) as ServiceName,
    };
    this.#services.set(token, actor, { ttl: memory(expiresIn) });
    return actor;
  }

  async #verify<T>(
    token: string,
    wanted: string,
    model: z.ZodType<T>,
  ): Promise<{ claims: T; expiresIn: number }> {
    const { payload } = await jwtVerify(token, this.#keys, {
      issuer,
      audience: wanted,
      algorithms: ['EdDSA'],
      requiredClaims: ['exp'],
    }).catch((error: unknown) => {
      throw tokenFault(error) === 'keys'
        ? Object.assign(unavailable('users'), { cause: error })
        : unauthenticated();
    });
    const claims = model.safeParse(payload);
    if (!claims.success) throw unauthenticated();
    const wallClock = performance.timeOrigin + performance.now();
    return { claims: claims.data, expiresIn: (payload.exp ?? 0) * 1000 - wallClock };
  }
}

/** Milliseconds for which a token is remembered that expires in so many. */
function memory(expiresIn: number): number {
  return Math.max(1, Math.min(expiresIn, 60_000));
}

function bearer(authorization: string): string {
  const [scheme, token] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token)
    throw unauthenticated('The authorization header holds no bearer token.');
  return token;
}

/** The person who acts. Throws UNAUTHENTICATED for anybody else. */
export function person(request: { readonly actor: Actor }): PersonActor {
  if (request.actor.kind === 'person') return request.actor;
  if (request.actor.kind === 'service') throw forbidden('A service cannot do this: it takes a person.');
  throw unauthenticated('Sign in first.');
}
