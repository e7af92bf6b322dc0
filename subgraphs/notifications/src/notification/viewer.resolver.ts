import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { countUnread } from './inbox.reads.ts';
import { ViewerStub } from './viewer.stub.ts';

@Resolver(() => ViewerStub)
export class ViewerResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many entries of the own inbox are unread. Own.',
  })
  unreadCount(@Root() { id }: ViewerStub, @Ctx() request: Request): Promise<number> {
    return countUnread(request, id);
  }
}
