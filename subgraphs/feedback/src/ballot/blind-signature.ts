import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';

/**
 * The signer's and the verifier's side of RSABSSA-SHA384-PSS-Randomized (RFC 9474), by the RSA of OpenSSL. What is signed was
 * blinded by the voter, so the signer can't know the paper again. `tests` play the voter by an implementation of somebody else's.
 */
const modulusBits = 2_048;
export const modulusBytes = modulusBits / 8;
/** A random prefix, and the voter's own random bytes. */
const messageBytes = 64;

export interface SigningKey {
  /** SubjectPublicKeyInfo, DER, base64. */
  readonly publicKey: string;
  /** PKCS #8, DER. */
  readonly privateKey: Buffer;
}

export async function newSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: modulusBits });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/** BlindSign of section 4.3; null for a message that is none of this key's. */
export function blindSign(privateKey: Buffer, blinded: Buffer): Buffer | null {
  const key = createPrivateKey({ key: privateKey, type: 'pkcs8', format: 'der' });
  const raw = { key, padding: constants.RSA_NO_PADDING };
  if (blinded.length !== modulusBytes) return null;
  let signature: Buffer;
  try {
    signature = privateDecrypt(raw, blinded);
  } catch {
    return null; // not below the modulus
  }
  // A fault in the computation would give the key away.
  const again = publicEncrypt({ ...raw, key: createPublicKey(key) }, signature);
  return again.equals(blinded) ? signature : null;
}

/** Verify of section 4.5. */
export function isSigned(publicKey: string, message: Buffer, signature: Buffer): boolean {
  if (message.length !== messageBytes || signature.length !== modulusBytes) return false;
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', message, pss, signature);
}

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
