import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { isSelf, permit } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { endSession } from './session.commands.ts';
import { EndSessionInput } from './sign-in.inputs.ts';
import { EndedSession } from './sign-in.payloads.ts';
import { SignInSession } from './sign-in-session.entity.ts';

@Resolver(() => SignInSession)
export class SessionResolver {
  @Mutation(() => EndedSession, {
    description:
      'Ends the session that this request is made with, tokens and subscriptions included. For who is signed in.',
  })
  signOut(@Ctx() request: Request): Promise<EndedSession> {
    return endOwn(request, person(request).sessionId);
  }

  @Mutation(() => EndedSession, {
    description: 'Ends one of the own sessions, on another device say. For its owner only.',
  })
  endSession(
    @Arg('input', { description: 'The session.' }) input: EndSessionInput,
    @Ctx() request: Request,
  ): Promise<EndedSession> {
    return endOwn(request, input.sessionId);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether this request is made with it. Visible to its owner only.',
  })
  current(@Root() { id }: SignInSession, @Ctx() request: Request): boolean {
    return id === person(request).sessionId;
  }
}

async function endOwn(request: Request, sessionId: string): Promise<EndedSession> {
  const now = await request.now();
  const session = await request.em.findOne(SignInSession, sessionId).then(orNotFound('session'));

  permit(request, isSelf(request.actor, session.personId), notFound('session'));

  const endedAt = endSession(request, session, now);
  await commit(request);
  return { sessionId, endedAt };
}
