import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Request } from '@learnova/platform/request';
import { z } from 'zod';

const jwk = z.object({ kty: z.literal('oct'), k: z.base64url().length(43) });

/** Not the database's: whoever reads that has nothing to open a pot with. */
export const settings = z.object({
  BALLOT_KEY: z
    .string()
    .transform((text, context): KeyObject => {
      try {
        return createSecretKey(Buffer.from(jwk.parse(JSON.parse(text)).k, 'base64url'));
      } catch {
        // What stands in it is a secret, and an error would quote it.
        context.addIssue({
          code: 'custom',
          message: 'it is no JWK of 256 bits: npm run keys -- make writes one',
        });
        return z.NEVER;
      }
    })
    .describe(
      'The key under which ballots wait for the end of their window: a JWK of 256 bits, kty oct. npm run keys.',
    ),
});

export function ballotKey(request: Request): KeyObject {
  return (request.settings as z.infer<typeof settings>).BALLOT_KEY;
}
