import { order } from '@learnova/platform/commit';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { SendDelivery } from '@learnova/schema/jobs/notifications';
import type { Notification } from '../notification/notification.entity.ts';
import { subjectOf } from '../notification/subjects.ts';
import { mustBeSent } from '../preference/preferences.rules.ts';
import { Delivery } from './delivery.entity.ts';

/** Stores the intention to send a notification by a channel, and orders it. Nothing is flushed. */
export function orderDelivery(
  request: Request,
  { id: notificationId }: Pick<Notification, 'id'>,
  channel: Delivery['channel'],
  now: Date,
): void {
  const delivery = Object.assign(new Delivery(), { id: newId(), notificationId, channel, createdAt: now });
  request.em.persist(delivery);
  order(request, SendDelivery, { deliveryId: delivery.id }, now);
}

/** What the school has to tell, and could not by text message, goes by mail: once, and where it was not on its way by mail already. */
export async function orderInstead(
  request: Request,
  { channel }: Delivery,
  notification: Notification,
  now: Date,
): Promise<void> {
  const { category } = subjectOf(notification);
  if (channel !== 'SMS' || category === null || !mustBeSent.has(category)) return;
  const byMail = { notificationId: notification.id, channel: 'EMAIL' } as const;
  if ((await request.em.count(Delivery, byMail)) === 0) orderDelivery(request, notification, 'EMAIL', now);
}
