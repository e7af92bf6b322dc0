import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Notification } from '../notification/notification.entity.ts';
import { deliveriesOf } from './deliveries.loader.ts';
import { MessageDelivery } from './delivery-status.type.ts';

@Resolver(() => Notification)
export class DeliveriesResolver {
  @FieldResolver(() => [MessageDelivery], {
    description:
      'The messages by which it went besides, and what became of each as far as is known. Seen by the person who was told.',
  })
  async deliveries(@Root() { id }: Notification, @Ctx() request: Request): Promise<MessageDelivery[]> {
    return (await request.load(deliveriesOf, id))?.deliveries ?? [];
  }
}
