import { commit } from '@learnova/platform/commit';
import { newId } from '@learnova/platform/ids';
import { inTransaction } from '@learnova/platform/in-transaction';
import { wasOvertaken } from '@learnova/platform/overtaken';
import { permit } from '@learnova/platform/policy';
import { unauthenticated } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { isPasswordStill } from './password.reads.ts';
import { endAsReused, issueTokens } from './session.commands.ts';
import { RefreshInput, SignInInput } from './sign-in.inputs.ts';
import { Tokens } from './sign-in.payloads.ts';
import { refreshTokenBy, type SignedIn, whoseSignIn } from './sign-in.reads.ts';
import { decideRefresh, normalEmail, wrongSignIn } from './sign-in.rules.ts';
import { SignInSession } from './sign-in-session.entity.ts';
import { countedUnder, keepFailure, refuseWhileThrottled } from './throttle.ts';
import { hashOf } from './tokens.ts';

@Resolver()
export class SignInResolver {
  @Mutation(() => Tokens, {
    description:
      'Begins a session by e-mail and password. For anybody. A wrong password and an unknown e-mail are refused alike; ten ' +
      'failures of one e-mail within fifteen minutes close it until the first of them is that old. They are counted apart ' +
      'for a device that shows a refresh token of an earlier sign-in.',
  })
  async signIn(
    @Arg('input', { description: 'Who signs in.' }) input: SignInInput,
    @Ctx() request: Request,
  ): Promise<Tokens> {
    const now = await request.now();
    const email = normalEmail(input.email);
    const counted = await countedUnder(request, email, input.earlierRefreshToken ?? null);
    await refuseWhileThrottled(request, counted, now);
    const who = await whoseSignIn(request, email, input.password);
    // Again: of many guesses at once, all find few failures before the first is counted. Before anything tells the right one
    // apart, or its refusal would be the only one of its kind among the others'.
    await refuseWhileThrottled(request, counted, now);
    if (who === null) await keepFailure(request, counted, now);

    permit(request, who !== null, wrongSignIn());

    return inTransaction(request, () => beginSession(request, who as SignedIn, now));
  }

  @Mutation(() => Tokens, {
    description:
      'Continues a session: a new access token, and a new refresh token in place of the old. For anybody who holds the newest ' +
      'one. One that was used before ends the session, however shortly before: send one refresh at a time.',
  })
  async refresh(
    @Arg('input', { description: 'The token.' }) input: RefreshInput,
    @Ctx() request: Request,
  ): Promise<Tokens> {
    const now = await request.now();
    const hash = hashOf(input.refreshToken);
    const token = await refreshTokenBy(request, hash);
    if (token === null) throw unauthenticated();

    const decision = decideRefresh(token, now);
    permit(request, decision !== 'REFUSE', unauthenticated());

    if (decision === 'END_SESSION') throw await endAsReused(request, token.sessionId, now);
    const session = await request.em.findOneOrFail(SignInSession, token.sessionId);
    const tokens = await issueTokens(request, session, hash, now);
    try {
      await commit(request);
    } catch (error) {
      // Somebody used the token between the look and the commit.
      if (wasOvertaken(error)) throw await endAsReused(request, token.sessionId, now);
      throw error;
    }
    return tokens;
  }
}

/** Unless the password has become another one since it was looked at: what began with it has ended by then. */
async function beginSession(
  request: Request,
  { personId, passwordHash }: SignedIn,
  now: Date,
): Promise<Tokens> {
  if (!(await isPasswordStill(request, personId, passwordHash))) throw wrongSignIn();
  const session = Object.assign(new SignInSession(), { id: newId(), personId, startedAt: now });
  request.em.persist(session);
  return issueTokens(request, session, null, now);
}
