import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** Something new stands in a person's inbox, or what stands there was read. */
export const NotificationQueued = defineEvent(
  'notifications.queued',
  z.object({ notificationId: id, personId: id }),
);

/** A channel has taken a message. */
export const NotificationDelivered = defineEvent(
  'notifications.delivered',
  z.object({ deliveryId: id, notificationId: id }),
);

/** A channel has refused a message for good, or never took it in all attempts, or there was no address to send it to. */
export const NotificationFailed = defineEvent(
  'notifications.failed',
  z.object({ deliveryId: id, notificationId: id }),
);
