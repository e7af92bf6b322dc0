import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { failuresSince } from './sign-in.reads.ts';
import { signInThrottled, throttle, throttledUntil } from './sign-in.rules.ts';
import { SignInFailure } from './sign-in-failure.entity.ts';
import { hashOf } from './tokens.ts';

/** Throws SIGN_IN_THROTTLED while too many recent failures stand against an e-mail. */
export async function refuseWhileThrottled(request: Request, email: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - throttle.windowMs);
  const until = throttledUntil(await failuresSince(request, hashOf(email), since), now);
  if (until !== null) throw signInThrottled(until, now);
}

/** Kept at once and by itself, since the command that failed is refused. */
export async function keepFailure(request: Request, email: string, at: Date): Promise<void> {
  request.em.persist(Object.assign(new SignInFailure(), { id: newId(), emailHash: hashOf(email), at }));
  await request.em.flush();
}
