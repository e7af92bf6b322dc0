import { type Refusal, refusal } from '@learnova/platform/refusal';
import { lifetime } from '@learnova/schema/claims';

/**
 * So many failures of one e-mail, on all unknown devices or on one known device, within the window, and no attempt from there is
 * looked at until the oldest of them has left it.
 */
export const throttle = { failures: 10, windowMs: 15 * 60_000 } as const;

export interface Throttle {
  readonly failures: number;
  readonly windowMs: number;
}

/** An e-mail as it is stored and looked for: without spaces around it, in small letters. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** When an e-mail with these failures, or whatever else a rule counts, may be tried again; null where that is at once. */
export function throttledUntil(failures: readonly Date[], now: Date, rule: Throttle = throttle): Date | null {
  const times = failures.map((at) => at.getTime()).filter((at) => at > now.getTime() - rule.windowMs);
  const oldestThatCounts = times.sort((a, b) => b - a)[rule.failures - 1];
  return oldestThatCounts === undefined ? null : new Date(oldestThatCounts + rule.windowMs);
}

/** What is answered until then, to a right password as well. */
export function signInThrottled(until: Date, now: Date): Refusal {
  const retryAfterSeconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return refusal(
    'SIGN_IN_THROTTLED',
    `Too many failed attempts. Try again in ${minutes} min, or ask the school office.`,
    {
      retryAfterSeconds,
    },
  );
}

/** One refusal for a wrong password and for an e-mail that nobody has. */
export function wrongSignIn(): Refusal {
  return refusal('SIGN_IN_REFUSED', 'E-mail or password is not right. Try again, or ask the school office.');
}

export interface RefreshFacts {
  readonly used: boolean;
  readonly expiresAt: Date;
  readonly sessionEndedAt: Date | null;
}

/**
 * What follows when a refresh token is shown: the next one, nothing, or the end of its whole session (RFC 9700 4.14.2).
 * A second use ends the session even when it comes an instant after the first: the server cannot tell a client on a flaky
 * line from a thief who was faster, and signing in again is the smaller harm.
 */
export function decideRefresh(token: RefreshFacts | null, now: Date): 'ROTATE' | 'END_SESSION' | 'REFUSE' {
  if (token === null || token.sessionEndedAt !== null) return 'REFUSE';
  if (token.used) return 'END_SESSION';
  return token.expiresAt <= now ? 'REFUSE' : 'ROTATE';
}

export function refreshExpiry(now: Date): Date {
  return new Date(now.getTime() + lifetime.refresh * 1000);
}
