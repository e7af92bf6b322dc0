import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { failuresSince, signInOf } from './sign-in.reads.ts';
import { signInThrottled, throttle, throttledUntil } from './sign-in.rules.ts';
import { SignInFailure } from './sign-in-failure.entity.ts';
import { SignInSession } from './sign-in-session.entity.ts';
import { hashOf } from './tokens.ts';

/**
 * Under what the failures of an attempt are counted: the e-mail or, where the device shows that this very person has signed in on
 * it before, that e-mail and sign-in. So strangers close an e-mail to strangers, and not to its owner's own devices. (OWASP, "Slow
 * down online guessing attacks with device cookies"; a cookie here is any refresh token that the device has left.)
 */
export async function countedUnder(request: Request, email: string, earlierToken: string | null) {
  const signIn = earlierToken === null ? null : await signInOf(request, email, hashOf(earlierToken));
  return signIn === null ? hashOf(email) : underSession(email, signIn);
}

/** The same of a device that is known by this sign-in. */
export function underSession(email: string, sessionId: string): string {
  return hashOf(`${email} ${sessionId}`);
}

/** Throws SIGN_IN_THROTTLED while too many recent failures are counted under the same. */
export async function refuseWhileThrottled(request: Request, emailHash: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - throttle.windowMs);
  const until = throttledUntil(await failuresSince(request, emailHash, since), now);
  if (until !== null) throw signInThrottled(until, now);
}

/**
 * Who has proved in another way who they are may sign in at once, everywhere. Traces of days are no facts of the school: without an
 * audit, and in the command's transaction.
 */
export async function forgetFailuresOf(
  request: Request,
  { personId, email }: { readonly personId: string; readonly email: string | null },
): Promise<void> {
  if (email === null) return;
  const sessions = await request.em.find(SignInSession, { personId });
  const emailHash = { $in: [hashOf(email), ...sessions.map(({ id }) => underSession(email, id))] };
  await request.em.nativeDelete(SignInFailure, { emailHash });
}

/** Kept at once and by itself, since the command that failed is refused. */
export async function keepFailure(request: Request, emailHash: string, at: Date): Promise<void> {
  request.em.persist(Object.assign(new SignInFailure(), { id: newId(), emailHash, at }));
  await request.em.flush();
}
