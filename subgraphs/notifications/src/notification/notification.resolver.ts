import { commit } from '@learnova/platform/commit';
import { liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { permit } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { StudentStub } from '../student.stub.ts';
import { Notification } from './notification.entity.ts';
import { MarkNotificationReadInput, MarkNotificationReadPayload } from './notification.inputs.ts';
import { notificationLoader } from './notification.loader.ts';
import { mayReadNotification } from './notification.policy.ts';
import { publishChange } from './notification.publish.ts';
import { decideRead } from './notification.rules.ts';
import { knownNow, knownOf, ofWhom, subjectOf } from './subjects.ts';

@Resolver(() => Notification)
export class NotificationResolver {
  @Mutation(() => MarkNotificationReadPayload, {
    description:
      'Marks one of the own notifications as read. Marking it again changes nothing. For the person who was told.',
  })
  async markNotificationRead(
    @Arg('input', { description: 'Which notification.' }) { notificationId }: MarkNotificationReadInput,
    @Ctx() request: Request,
  ): Promise<MarkNotificationReadPayload> {
    const notification = await request.em.findOne(Notification, { id: notificationId });
    if (!notification) throw notFound('notification');
    const mayKnow = knownOf(await knownNow(request), notification);
    permit(request, mayReadNotification(request.actor, notification, mayKnow), notFound('notification'));
    const now = await request.now();
    const { readAt, isNew } = decideRead(notification, now);
    if (isNew) {
      Object.assign(notification, { readAt, version: notification.version + 1 });
      publishChange(request, notification, now);
      await commit(request);
    }
    return { notification };
  }

  @Subscription(() => Notification, {
    ...liveField,
    description:
      'An entry of the own inbox, whenever one is new or was read. For the person whose inbox it is.',
  })
  inboxChanged(
    @Arg('personId', () => UUID, { description: 'The person who asks.' }) _personId: string,
    @Root() pointer: Pointer,
    @Ctx() request: Request,
  ): Promise<Notification | null> {
    return request.load(notificationLoader, pointer.key.id ?? '');
  }

  @FieldResolver(() => String, { description: 'A heading without names. Seen by the person who was told.' })
  title(@Root() notification: Notification): string {
    return subjectOf(notification).title(notification);
  }

  @FieldResolver(() => String, {
    description:
      'What was told, without names, in the time zone of the school: of children, of those alone who may be known now. Seen by the person who was told.',
  })
  async body(@Root() notification: Notification, @Ctx() request: Request): Promise<string> {
    const mayKnow = knownOf(await knownNow(request), notification);
    return subjectOf(notification).body(request, notification, ofWhom(notification, mayKnow));
  }

  @FieldResolver(() => [StudentStub], {
    nullable: 'items',
    description:
      'The children whom it is about, as far as the person may see their records now. Seen by the person who was told.',
  })
  async students(@Root() notification: Notification, @Ctx() request: Request): Promise<StudentStub[]> {
    const mayKnow = knownOf(await knownNow(request), notification);
    return notification.studentIds.filter(mayKnow).map((id) => ({ id }));
  }
}
