import { errors } from 'jose';

/** Faults of the key set, not of the token. */
const keyFaults = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/**
 * Why `jwtVerify` did not take a token: it has expired, it does not hold, or the keys could not be read. Of the last the
 * client knows nothing and can do nothing, so it must not be told to sign in again.
 */
export function tokenFault(error: unknown): 'expired' | 'invalid' | 'keys' {
  if (error instanceof errors.JWTExpired) return 'expired';
  return error instanceof errors.JOSEError && !keyFaults.has(error.code) ? 'invalid' : 'keys';
}
