import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@learnova/platform/ids';
import { serviceNames } from '@learnova/schema/services';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

export interface KeyFiles {
  /** Private JWKS by which users signs access tokens; the first key signs, all verify. */
  readonly signing: string;
  /** Public keys of all services, a JWKS each, by which users recognises them. */
  readonly services: string;
  /** Where they are: each service's own private JWK is `<name>.jwk.json` here. */
  readonly folder: string;
}

/** Makes the keys of an installation where they are missing: files only their owner can read, never in git. */
export async function keyFiles(folder: string): Promise<KeyFiles> {
  const files: KeyFiles = {
    signing: join(folder, 'signing.jwks.json'),
    services: join(folder, 'services.json'),
    folder,
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Written last, so a run that was interrupted makes all of them anew.
  if (await exists(files.services)) return files;
  await write(files.signing, { keys: [await privateKey(newId())] });
  const own = await Promise.all(serviceNames.map(async (name) => [name, await privateKey(name)] as const));
  for (const [name, key] of own) await write(join(folder, `${name}.jwk.json`), key);
  const known = own.map(([name, key]) => [name, { keys: [publicPart(key)] }]);
  await write(files.services, Object.fromEntries(known));
  return files;
}

async function privateKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA', use: 'sig' };
}

export function publicPart({ d: _secret, ...key }: JWK): JWK {
  return key;
}

async function write(file: string, content: unknown): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify(content, null, 2), { mode: 0o600 });
  await rename(`${file}.part`, file);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
