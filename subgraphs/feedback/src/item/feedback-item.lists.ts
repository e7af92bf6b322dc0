import { person } from '@learnova/platform/actor';
import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import { placeOf as organizationOf } from '@learnova/platform/places';
import type { VisibleKeys } from '@learnova/platform/policy';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { ViewerStub } from '../viewer.stub.ts';
import { FeedbackItem, seen } from './feedback-item.entity.ts';
import { pageOfAuthor, pageOfOrganizations, placeOf } from './feedback-item.loader.ts';
import { FeedbackState } from './item-state.enum.ts';

const FeedbackItemConnection = connectionOf('FeedbackItem', () => FeedbackItem, seen);

@ArgsType()
export class FeedbackArgs extends PageArgs {
  @Field(() => FeedbackState, {
    nullable: true,
    description: 'Of this state alone; of any if left out.',
  })
  state?: FeedbackState | null;
}

@Resolver(() => ViewerStub)
export class FeedbackOfViewer {
  @FieldResolver(() => FeedbackItemConnection, {
    nullable: true,
    description: 'What the person has told the school, newest first. Seen by that person alone.',
  })
  async feedback(
    @Root() _viewer: ViewerStub,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<FeedbackItem>> {
    const page = pageOf(args, 2);
    return toConnection(await pageOfAuthor(request, person(request).personId, page), page, placeOf);
  }
}

@Resolver(() => OrganizationStub)
export class FeedbackOfOrganization {
  @FieldResolver(() => FeedbackItemConnection, {
    nullable: true,
    description:
      'What was told to it and to all below it, newest first. Seen by its administrators, registrars and heads of department, ' +
      'and by those above it.',
  })
  async feedback(
    @Root() { id }: OrganizationStub,
    @Args(() => FeedbackArgs) args: FeedbackArgs,
    @Ctx() request: Request,
  ): Promise<Connection<FeedbackItem>> {
    const page = pageOf(args, 2);
    const { subtree } = await organizationOf(request, id);
    return toConnection(await pageOfOrganizations(request, subtree, args.state ?? null, page), page, placeOf);
  }
}

/** Organizations that the person oversees. */
export const seesFeedback: VisibleKeys = async (request, organizationIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const overseen = organizationsOf(await request.standing(), overseers);
  return new Set(organizationIds.filter((id) => overseen.has(id)));
};
