import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import type { Delivery } from '../delivery/delivery.entity.ts';
import { orderDelivery } from '../delivery/delivery.order.ts';
import { Notification } from './notification.entity.ts';
import { publishChange } from './notification.publish.ts';

/** What is told to whom; what is left out is as the entity has it. */
export type NewNotification = Pick<
  Notification,
  'personId' | 'kind' | 'date' | 'statements' | 'organizationId'
> &
  Partial<Pick<Notification, 'noticeId' | 'occasion'>>;

/**
 * An inbox entry, and for each channel the stored intention to send it: nothing is sent that does not stand here. Nothing is flushed.
 * @param channels by which it goes besides
 */
export function tell(
  request: Request,
  told: NewNotification,
  channels: readonly Delivery['channel'][],
  now: Date,
): void {
  const notification = Object.assign(new Notification(), { id: newId(), ...told, createdAt: now });
  request.em.persist(notification);
  publishChange(request, notification, now);
  for (const channel of channels) orderDelivery(request, notification, channel, now);
}
