import { keySetAge, keySetCooldown } from '@learnova/schema/signing-keys';
import { z } from 'zod';

/** Of whoever verifies tokens. The rotation of keys counts on it, so it has an upper end. */
export const keySetVariable = z.coerce
  .number()
  .int()
  .min(0)
  .max(keySetAge * 1000)
  .default(keySetAge * 1000)
  .describe('Milliseconds for which the public keys of tokens are kept before they are asked for again.');

/** How a verifier keeps the key set. A token under an unknown key makes it ask as well, though not at once again. */
export function keySetOptions(maxAgeMs = keySetAge * 1000): {
  cacheMaxAge: number;
  cooldownDuration: number;
} {
  return { cacheMaxAge: maxAgeMs, cooldownDuration: Math.min(maxAgeMs, keySetCooldown * 1000) };
}
