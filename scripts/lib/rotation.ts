import { join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { newId } from '@learnova/platform/ids';
import type { ServiceName } from '@learnova/schema/services';
import { endOf, publishedBefore, publishedKeys, waitingKey } from '@learnova/schema/signing-keys';
import type { JWK } from 'jose';
import { z } from 'zod';
import { readKeys, replace } from './key-store.ts';
import { keyFilesIn, newKey, privateKeyModel, publicPart, servicesModel } from './keys.ts';

const signingModel = z.object({
  keys: z.array(privateKeyModel.extend({ nbf: z.number().optional() })).min(1),
});

/**
 * Puts a new key for signing tokens into the file, which is replaced as a whole: published from now on, it signs when every
 * verifier has it. What no valid token needs any more goes. Says what happens when, a line each.
 * @throws CannotStart while the key of the last rotation waits for its time
 */
export async function rotateSigning(folder: string, now: Date): Promise<string[]> {
  const { signing } = keyFilesIn(folder);
  const keys = await signingKeysIn(signing);
  const waiting = waitingKey(keys, now);
  if (waiting) {
    throw new CannotStart(
      `Key ${waiting.kid} was made by an earlier rotation and signs from ${timeOf(waiting.nbf ?? 0)} on: rotate again after that.`,
    );
  }
  const nbf = Math.floor(now.getTime() / 1000) + publishedBefore;
  const key = { ...(await newKey(newId())), nbf } as (typeof keys)[number];
  const kept = publishedKeys(keys, now);
  const next = [key, ...kept];
  await replace(signing, { keys: next });
  return [
    `${signing} has the new key ${key.kid}, which signs from ${timeOf(nbf)} on.`,
    `Within five minutes every process of users must see the file. Nobody is signed out.`,
    ...kept.map((old) => `Key ${old.kid} verifies until ${endOf(old, next)?.toISOString()}.`),
    ...goneFrom(keys, kept),
  ];
}

/** Removes from the file what no valid token needs any more. */
export async function pruneSigning(folder: string, now: Date): Promise<string[]> {
  const { signing } = keyFilesIn(folder);
  const keys = await signingKeysIn(signing);
  const kept = publishedKeys(keys, now);
  if (kept.length === keys.length) return ['Every key may still be needed, and nothing was removed.'];
  await replace(signing, { keys: kept });
  return goneFrom(keys, kept);
}

/**
 * Gives a service a new key of its own: users is told of it first, and goes on to know the one before, for processes that
 * have not seen the new file. An older one goes.
 */
export async function rotateService(folder: string, service: ServiceName): Promise<string[]> {
  const { services } = keyFilesIn(folder);
  const own = join(folder, `${service}.jwk.json`);
  const before = await readKeys(own, privateKeyModel);
  const known = await readKeys(services, servicesModel);
  if (!before || !known) throw missing(before ? services : own);
  const key = await newKey(`${service}-${newId()}`);
  const keys = [publicPart(key), publicPart(before as JWK)];
  await replace(services, { ...known, [service]: { keys } });
  await replace(own, key);
  return [
    `${services} knows the new key of ${service}, and the one before.`,
    `${own} is the new key, which its processes use from their next token on.`,
  ];
}

async function signingKeysIn(file: string) {
  const found = await readKeys(file, signingModel);
  if (!found) throw missing(file);
  return found.keys;
}

function missing(file: string): CannotStart {
  return new CannotStart(
    `${file} is missing: restore it from a backup, or run npm run keys -- make, which makes a new one.`,
  );
}

function goneFrom(keys: readonly { kid: string }[], kept: readonly { kid: string }[]): string[] {
  return keys
    .filter((key) => !kept.includes(key))
    .map(({ kid }) => `Key ${kid} was removed: no token needs it.`);
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
