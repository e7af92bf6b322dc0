import { lifetime } from './claims.ts';

/**
 * Rules of the keys that sign tokens, for users, who signs, and for the command that rotates them.
 * As OpenID Connect Core 1.0, 10.1.1, has it: a new key is published before it signs, and an old one stays published for as long
 * as a token lives that it may have signed; `nbf` is RFC 7517's room for further members, with the meaning that RFC 7519 gives it.
 */
export interface RotatedKey {
  readonly kid: string;
  /** From when on it signs, in seconds since 1970; a key without it signed from the beginning. */
  readonly nbf?: number | undefined;
}

/** Seconds for which whoever verifies tokens keeps the key set without asking for it again. */
export const keySetAge = 10 * 60;
/** Seconds between two times at which a token under an unknown key makes a verifier ask again. */
export const keySetCooldown = 30;

/**
 * Seconds from a new key's making to its first signature: every verifier has asked for the key set again since, and a
 * third of it is left for bringing the file to each process of users.
 */
export const publishedBefore = keySetAge + 5 * 60;
/** Seconds for which a key stays published after its last signature: its tokens have expired, by clocks that differ. */
export const publishedAfter = lifetime.access + 5 * 60;

/** The key that signs now: the one whose time came last. Of several without a time, the first. */
export function signingKey<K extends RotatedKey>(keys: readonly K[], now: Date): K | undefined {
  const come = keys.filter((key) => begins(key) <= now.getTime());
  return come.reduce<K | undefined>(
    (best, key) => (best && begins(best) >= begins(key) ? best : key),
    undefined,
  );
}

/** What verifies now: all that sign, will sign, or have signed a token that may still be valid. */
export function publishedKeys<K extends RotatedKey>(keys: readonly K[], now: Date): K[] {
  return keys.filter((key) => {
    const end = endOf(key, keys);
    return end === undefined || now < end;
  });
}

/** The key that waits for its time; nobody rotates again before. */
export function waitingKey<K extends RotatedKey>(keys: readonly K[], now: Date): K | undefined {
  return keys.find((key) => begins(key) > now.getTime());
}

/** Until when a key is published: undefined as long as no other takes its place. */
export function endOf(key: RotatedKey, keys: readonly RotatedKey[]): Date | undefined {
  const later = keys.map(begins).filter((other) => other > begins(key));
  return later.length > 0 ? new Date(Math.min(...later) + publishedAfter * 1000) : undefined;
}

function begins({ nbf = 0 }: RotatedKey): number {
  return nbf * 1000;
}
