import { createHash, randomBytes } from 'node:crypto';
import { audience, issuer, lifetime, type PersonClaims, type ServiceClaims } from '@learnova/schema/claims';
import type { ServiceName } from '@learnova/schema/services';
import { decodeJwt, importJWK, SignJWT } from 'jose';
import type { PrivateKey } from '../settings.ts';

export interface SignedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** A person's access token. Its times are the wall clock's, as those who verify it read it; the school's clock has no part. */
export function signAccessToken(key: PrivateKey, claims: Omit<PersonClaims, 'act'>): Promise<SignedToken> {
  return sign(key, { ...claims }, audience.graph, lifetime.access);
}

export function signServiceToken(key: PrivateKey, service: ServiceName): Promise<SignedToken> {
  const claims: ServiceClaims = { sub: `service:${service}` };
  return sign(key, claims, audience.service, lifetime.service);
}

async function sign(
  key: PrivateKey,
  claims: Record<string, string>,
  aud: string,
  seconds: number,
): Promise<SignedToken> {
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(await importJWK(key, 'EdDSA'));
  return { token, expiresAt: new Date((decodeJwt(token).exp ?? 0) * 1000) };
}

/** A refresh token says nothing: 256 random bits, of which only the hash is stored. */
export function newRefreshToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** SHA-256, for what has to be found again without being kept. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
