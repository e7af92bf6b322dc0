import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane; about 20 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

/** A password as it is stored: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>` (PHC string format). */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: message(password), nonce, tagLength, ...cost });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(nonce)}$${text(tag)}`;
}

/**
 * Whether a password is the stored one. Without a stored one it takes the same time and answers no, so that how long an
 * answer takes does not tell whether an account exists.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const { nonce, tag, ...parameters } = parse(stored ?? nobodys);
  const given = await derive('argon2id', {
    message: message(password),
    nonce,
    tagLength: tag.length,
    ...parameters,
  });
  return timingSafeEqual(given, tag) && stored !== null;
}

/** The same cost as a real one, and the hash of no password. */
const nobodys = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(stored: string) {
  const [, memory, passes, parallelism, salt = '', hash = ''] = phc.exec(stored) ?? [];
  if (!hash) throw new Error('a stored password is no argon2id string');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(salt, 'base64'),
    tag: Buffer.from(hash, 'base64'),
  };
}

/** One text, however a keyboard composes its characters (NFKC, as NIST SP 800-63B 5.1.1.2 says). */
function message(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'), 'utf8');
}

/** Base64 without padding, as PHC wants it. */
function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
