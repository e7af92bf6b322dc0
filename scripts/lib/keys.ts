import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@learnova/platform/ids';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

export interface KeyFiles {
  /** Private JWKS by which users signs access tokens; the first key signs, all verify. */
  readonly signing: string;
  /** Public JWKS of all services, by which users recognises them. */
  readonly services: string;
  /** Each service's own private JWK. */
  readonly service: Readonly<Record<ServiceName, string>>;
}

/** Makes the keys of an installation where they are missing: files only their owner can read, never in git. */
export async function keyFiles(folder: string): Promise<KeyFiles> {
  const files: KeyFiles = {
    signing: join(folder, 'signing.jwks.json'),
    services: join(folder, 'services.jwks.json'),
    service: Object.fromEntries(
      serviceNames.map((name) => [name, join(folder, `${name}.jwk.json`)]),
    ) as KeyFiles['service'],
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Written last, so a run that was interrupted makes all of them anew.
  if (await exists(files.services)) return files;
  await write(files.signing, { keys: [await privateKey(newId())] });
  const own = await Promise.all(serviceNames.map(async (name) => [name, await privateKey(name)] as const));
  for (const [name, key] of own) await write(files.service[name], key);
  await write(files.services, { keys: own.map(([, key]) => publicPart(key)) });
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
