import { commit } from '@learnova/platform/commit';
import { liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { permit } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import { bodyOf, titleOf } from '../absence/absence.text.ts';
import { zonesOf } from '../absence/absence.zones.ts';
import { StudentStub } from '../student.stub.ts';
import { knownChildren } from './known-children.ts';
import { Notification } from './notification.entity.ts';
import { MarkNotificationReadInput, MarkNotificationReadPayload } from './notification.inputs.ts';
import { notificationLoader } from './notification.loader.ts';
import { mayReadNotification } from './notification.policy.ts';
import { publishChange } from './notification.publish.ts';
import { decideRead } from './notification.rules.ts';

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
    const children = await knownChildren(request);
    permit(request, mayReadNotification(request.actor, notification, children), notFound('notification'));
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
  title(@Root() { kind, date }: Notification): string {
    return titleOf(kind, date);
  }

  @FieldResolver(() => String, {
    description:
      'What was told, without names, in the time zone of the school: of those children alone who may be known now. Seen by the person who was told.',
  })
  async body(@Root() { statements }: Notification, @Ctx() request: Request): Promise<string> {
    const children = await knownChildren(request);
    const shown = statements.filter((statement) => children.has(statement.studentId));
    return bodyOf(shown, await zonesOf(request, shown));
  }

  @FieldResolver(() => [StudentStub], {
    nullable: 'items',
    description:
      'The children whom it is about, as far as the person may see their records now. Seen by the person who was told.',
  })
  async students(@Root() { studentIds }: Notification, @Ctx() request: Request): Promise<StudentStub[]> {
    const children = await knownChildren(request);
    return studentIds.filter((id) => children.has(id)).map((id) => ({ id }));
  }
}
