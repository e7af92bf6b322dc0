import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import type { Request } from '@learnova/platform/request';
import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { countUnread, placeOf, readInbox } from './inbox.reads.ts';
import { Notification } from './notification.entity.ts';
import { ViewerStub } from './viewer.stub.ts';

const NotificationConnection = connectionOf(
  'Notification',
  () => Notification,
  'Seen by the person whose inbox it is.',
);

@Resolver(() => ViewerStub)
export class ViewerResolver {
  @FieldResolver(() => NotificationConnection, {
    nullable: true,
    description:
      'What the person was told, newest first, as far as it may be known to them now. Seen by that person alone.',
  })
  async inbox(
    @Root() { id }: ViewerStub,
    @Args() args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<Notification>> {
    const page = pageOf(args, 2);
    return toConnection(await readInbox(request, id, page), page, placeOf);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many entries of the inbox are unread. Seen by that person alone.',
  })
  unreadCount(@Root() { id }: ViewerStub, @Ctx() request: Request): Promise<number> {
    return countUnread(request, id);
  }
}
