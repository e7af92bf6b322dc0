import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

const ivLength = 12;
const tagLength = 16;

/**
 * Seals a value for one place, so that it opens there and nowhere else: AES-256-GCM under a key derived for that place (HKDF with
 * SHA-256, RFC 5869). Sealed anew, the same value looks like any other of its length.
 * @param place what it is and whose: `pot <evaluation> <no>`
 */
export function seal(key: KeyObject, place: string, value: Buffer): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', derived(key, place), iv);
  const sealed = Buffer.concat([cipher.update(value), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** @throws where it was sealed under another key, for another place, or was changed */
export function unseal(key: KeyObject, place: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', derived(key, place), sealed.subarray(0, ivLength));
  decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]);
}

function derived(key: KeyObject, place: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `learnova ballots: ${place}`, 32));
}
