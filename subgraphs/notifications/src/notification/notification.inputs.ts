import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Notification } from './notification.entity.ts';

@InputType({ description: 'Which notification was read.' })
export class MarkNotificationReadInput {
  @Field(() => UUID, { description: 'One of the own notifications.' })
  notificationId!: string;
}

@ObjectType({ description: 'The notification as it stands now. Seen by the person who marked it.' })
export class MarkNotificationReadPayload {
  @Field(() => Notification, {
    description: 'The notification, marked as read. Seen by the person who marked it.',
  })
  notification!: Notification;
}
