import { commit, publish } from '@learnova/platform/commit';
import { type Refusal, unauthenticated } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { SessionEnded } from '@learnova/schema/events/users';
import { currentKey } from '../settings.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import type { Tokens } from './sign-in.payloads.ts';
import { refreshExpiry } from './sign-in.rules.ts';
import { SignInSession } from './sign-in-session.entity.ts';
import { newRefreshToken, signAccessToken } from './tokens.ts';

/** The next tokens of a session, in place of `previous`. The refresh token is stored with the commit. */
export async function issueTokens(
  request: Request,
  session: SignInSession,
  previous: string | null,
  now: Date,
): Promise<Tokens> {
  const { id: sessionId, personId } = session;
  const refresh = newRefreshToken();
  const expiresAt = refreshExpiry(now);
  const stored = { hash: refresh.hash, sessionId, previous, issuedAt: now, expiresAt };
  request.em.persist(Object.assign(new RefreshToken(), stored));
  const access = await signAccessToken(await currentKey(request), { sub: personId, sid: sessionId });
  return {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt,
    refreshToken: refresh.token,
    refreshTokenExpiresAt: expiresAt,
  };
}

/** Ends a session with its tokens and tells it, with the next commit. What has ended stays as it is. */
export function endSession(request: Request, session: SignInSession, now: Date): Date {
  if (session.endedAt !== null) return session.endedAt;
  session.endedAt = now;
  const { id, personId } = session;
  // A session has two versions: it stands, and it has ended.
  publish(
    request,
    SessionEnded,
    { aggregateId: id, version: 2, organizationId: null, payload: { sessionId: id, personId } },
    now,
  );
  return now;
}

/** The session ends for its owner and for whoever else holds a token of it. Answers the refusal that says so. */
export async function endAsReused(request: Request, sessionId: string, now: Date): Promise<Refusal> {
  endSession(request, await request.em.findOneOrFail(SignInSession, sessionId), now);
  await commit(request);
  return unauthenticated('This refresh token was used before, so the session has ended. Sign in again.');
}
