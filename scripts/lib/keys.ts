import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newId } from '@learnova/platform/ids';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';
import { makeFolder, readKeys, replace, writeNew } from './key-store.ts';

export interface KeyFiles {
  /** Private JWKS by which users signs access tokens, the key that signs among them. */
  readonly signing: string;
  /** Public keys of all services, a JWKS each, by which users recognises them. */
  readonly services: string;
  /** The key under which ballots wait for the end of their window, a JWK: without it they are lost. */
  readonly ballots: string;
  /** Where they are: each service's own private JWK is `<name>.jwk.json` here. */
  readonly folder: string;
}

export const privateKeyModel = z.looseObject({ kid: z.string(), x: z.string(), d: z.string() });
export const servicesModel = z.record(
  z.string(),
  z.object({ keys: z.array(z.looseObject({ kid: z.string(), x: z.string() })) }),
);

export function keyFilesIn(folder: string): KeyFiles {
  return {
    signing: join(folder, 'signing.jwks.json'),
    services: join(folder, 'services.json'),
    ballots: join(folder, 'ballots.json'),
    folder,
  };
}

/** Makes the keys of an installation where they are missing: files only their owner can read, never in git. */
export async function keyFiles(folder: string): Promise<KeyFiles> {
  await makeKeys(folder);
  return keyFilesIn(folder);
}

/**
 * The same, telling what it wrote, a line each. No key is overwritten; users is told of services that it does not know.
 * Two who do it at once, and one who was interrupted and does it again, end with the same keys.
 */
export async function makeKeys(folder: string): Promise<string[]> {
  const files = keyFilesIn(folder);
  await makeFolder(folder);
  const wrote: string[] = [];
  const made = await writeNew(files.signing, { keys: [await newKey(newId())] });
  if (made) wrote.push(`${files.signing}: the key that signs tokens`);
  const sealing = { kty: 'oct', k: randomBytes(32).toString('base64url') };
  if (await writeNew(files.ballots, sealing))
    wrote.push(`${files.ballots}: the key under which ballots wait, for feedback`);
  const own = new Map<ServiceName, JWK>();
  for (const name of serviceNames) {
    const file = join(folder, `${name}.jwk.json`);
    if (await writeNew(file, await newKey(`${name}-${newId()}`))) wrote.push(`${file}: the key of ${name}`);
    own.set(name, publicPart((await readKeys(file, privateKeyModel)) as JWK));
  }
  const known = (await readKeys(files.services, servicesModel)) ?? {};
  const strangers = [...own].filter(([name, { x }]) => !known[name]?.keys.some((key) => key.x === x));
  if (strangers.length > 0) {
    const added = strangers.map(([name, key]) => [name, { keys: [key, ...(known[name]?.keys ?? [])] }]);
    await replace(files.services, { ...known, ...Object.fromEntries(added) });
    wrote.push(
      `${files.services}: the public keys of ${strangers.map(([name]) => name).join(', ')}, for users`,
    );
  }
  return wrote;
}

export async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA', use: 'sig' };
}

export function publicPart({ d: _secret, ...key }: JWK): JWK {
  return key;
}
