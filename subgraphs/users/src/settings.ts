import { readFileSync } from 'node:fs';
import type { Request } from '@learnova/platform/request';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

const publicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string(),
  x: z.string(),
});
const privateKey = publicKey.extend({ d: z.string() });
export type PrivateKey = z.infer<typeof privateKey>;

const signingKeys = z.object({ keys: z.array(privateKey).min(1) });
const keysOfServices = z.partialRecord(
  z.enum(serviceNames as [ServiceName, ...ServiceName[]]),
  z.object({ keys: z.array(publicKey) }),
);

/** The keys are read with the rest of the configuration, so that a missing file is told at the start. */
export const settings = z.object({
  SIGNING_KEYS_FILE: jsonFile(signingKeys).describe(
    'A JWK set of private Ed25519 keys, each with a kid. The first signs tokens, all verify: put a new one in front to rotate.',
  ),
  SERVICE_KEYS_FILE: jsonFile(keysOfServices).describe(
    'The public Ed25519 keys of the services: an object with a JWK set for each service name, each key with a kid.',
  ),
});

export type Settings = z.infer<typeof settings>;

export function settingsOf(request: Request): Settings {
  return request.settings as Settings;
}

/** The content of a JSON file whose path the variable holds. */
function jsonFile<M extends z.ZodType>(model: M) {
  return z.string().transform((path, context): z.output<M> => {
    try {
      return model.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      context.addIssue({ code: 'custom', message: `${path} is not usable: ${message}` });
      return z.NEVER;
    }
  });
}

/** What anybody may know of the signing keys. */
export function publicKeys({ SIGNING_KEYS_FILE: { keys } }: Settings): JSONWebKeySet {
  return { keys: keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: 'EdDSA', use: 'sig' })) };
}
