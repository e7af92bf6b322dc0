import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { linkPurposes } from '@learnova/schema/asks/users';
import type { PasswordOwner } from '../sign-in/password.reads.ts';
import { throttledUntil } from '../sign-in/sign-in.rules.ts';

export type LinkPurpose = (typeof linkPurposes)[number];

const minute = 60_000;
const day = 24 * 60 * minute;

/** How long a link can be used once its mail was written (OWASP, "Forgot password": short, and once). */
export const validMs: Readonly<Record<LinkPurpose, number>> = { RESET: 30 * minute, INVITATION: 7 * day };

/** A mail that could not be sent for so long is not wanted any more. */
const sendableMs = day;

/** So many links may be asked for with one e-mail within the window. */
export const resetThrottle = { failures: 5, windowMs: 60 * minute } as const;

/** What decides whether a link holds. */
export interface LinkFacts {
  readonly purpose: LinkPurpose;
  readonly personId: string | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
  /** A newer one was asked for. */
  readonly isOvertaken: boolean;
  /** The person has the e-mail still for which it was asked. */
  readonly isTheirEmail: boolean;
}

const stands = (link: LinkFacts): boolean =>
  link.personId !== null && link.endedAt === null && !link.isOvertaken && link.isTheirEmail;

/** Whether its mail is still to be written. */
export function canBeSent(link: LinkFacts, now: Date): boolean {
  return stands(link) && now.getTime() < link.requestedAt.getTime() + sendableMs;
}

/** Whether a password can be chosen by it. */
export function canBeUsed(link: LinkFacts, now: Date): boolean {
  return stands(link) && link.expiresAt !== null && now < link.expiresAt;
}

/** The end of a link whose mail is written now. */
export function linkExpiry(purpose: LinkPurpose, now: Date): Date {
  return new Date(now.getTime() + validMs[purpose]);
}

/** From when on nothing can come of a link that was asked for before. */
export function forgottenBefore(purpose: LinkPurpose, now: Date): Date {
  return new Date(now.getTime() - validMs[purpose] - sendableMs);
}

/** Throws PASSWORD_RESET_THROTTLED while too many links were asked for with an e-mail, whosever it is. */
export function decideReset(earlier: readonly Date[], now: Date): void {
  const until = throttledUntil(earlier, now, resetThrottle);
  if (until === null) return;
  const retryAfterSeconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  throw refusal(
    'PASSWORD_RESET_THROTTLED',
    `Links were asked for too often. Look for the newest mail, also among spam, or ask again in ${Math.ceil(retryAfterSeconds / 60)} min.`,
    { retryAfterSeconds },
  );
}

/** One refusal for what never was, was used, has expired or has a newer one. */
export function voidLink(): Refusal {
  return refusal(
    'PASSWORD_LINK_VOID',
    'This link does not hold: it was used, is too old, or a newer one was sent. Have a new one sent.',
  );
}

/** Without an address of its own the school can send nobody a link. */
export function noLinks(): Refusal {
  return refusal(
    'PASSWORD_LINKS_UNAVAILABLE',
    'This installation sends no links, since its PUBLIC_URL is not set. Ask the school office.',
  );
}

/** The address to which an invitation goes. Throws INVITATION_DEACTIVATED, INVITATION_NOT_NEEDED or INVITATION_NEEDS_EMAIL. */
export function decideInvitation({
  email,
  passwordHash,
  isDeactivated,
}: Pick<PasswordOwner, 'email' | 'passwordHash' | 'isDeactivated'>): string {
  if (isDeactivated)
    throw refusal(
      'INVITATION_DEACTIVATED',
      'This person has left. Reactivate them first, and invite them then.',
    );
  if (passwordHash !== null)
    throw refusal(
      'INVITATION_NOT_NEEDED',
      'This person has a password already. Who has forgotten it has a link sent from the sign-in page.',
    );
  if (email === null)
    throw refusal(
      'INVITATION_NEEDS_EMAIL',
      'The school has no e-mail of this person. Enter one, and invite them then.',
    );
  return email;
}
