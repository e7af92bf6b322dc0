import { publicUrl } from '@learnova/platform/channels';
import type { Request } from '@learnova/platform/request';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { publishedKeys, signingKey } from '@learnova/schema/signing-keys';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { KeyFile } from './sign-in/key-file.ts';

const publicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  kid: z.string(),
  x: z.string(),
});
const privateKey = publicKey.extend({ d: z.string(), nbf: z.number().optional() });
export type PrivateKey = z.infer<typeof privateKey>;

const signingKeys = z.object({ keys: z.array(privateKey).min(1) });
const keysOfServices = z.partialRecord(
  z.enum(serviceNames as [ServiceName, ...ServiceName[]]),
  z.object({ keys: z.array(publicKey) }),
);

/** The keys are read with the rest of the configuration, so that a missing file is told at the start; and again when they change. */
export const settings = z.object({
  SIGNING_KEYS_FILE: KeyFile.variable(signingKeys).describe(
    'A JWK set of private Ed25519 keys, each with a kid. The one whose nbf came last signs tokens, all verify: npm run keys.',
  ),
  SERVICE_KEYS_FILE: KeyFile.variable(keysOfServices).describe(
    'The public Ed25519 keys of the services: an object with a JWK set for each service name, each key with a kid.',
  ),
  PUBLIC_URL: publicUrl.optional(),
});

export type Settings = z.infer<typeof settings>;

function settingsOf(request: Request): Settings {
  return request.settings as Settings;
}

/** Where links of mails lead; undefined where the installation sends none. */
export const publicUrlOf = (request: Request): string | undefined => settingsOf(request).PUBLIC_URL;

/**
 * The key that signs now. By the database's clock, as all processes of users have the same: they take turns at one moment.
 */
export async function currentKey(request: Request): Promise<PrivateKey> {
  const { keys } = await settingsOf(request).SIGNING_KEYS_FILE.read(request.log);
  const key = signingKey(keys, await request.now());
  if (!key) throw new Error('no signing key has its time yet');
  return key;
}

/** What anybody may know of the signing keys. */
export async function publicKeys(request: Request): Promise<JSONWebKeySet> {
  const { keys } = await settingsOf(request).SIGNING_KEYS_FILE.read(request.log);
  const published = publishedKeys(keys, await request.now());
  return { keys: published.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: 'EdDSA', use: 'sig' })) };
}

/** By which a service proves itself. */
export async function keysOf(request: Request, service: ServiceName): Promise<JSONWebKeySet> {
  const known = await settingsOf(request).SERVICE_KEYS_FILE.read(request.log);
  return known[service] ?? { keys: [] };
}
