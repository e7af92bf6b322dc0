import { z } from 'zod';
import { defineJob, id, instant } from '../define.ts';

/**
 * The grace time of a guardian's day has passed: tell what still stands. `sendAt` is the hour for which the notice was held,
 * so that an order for an hour that was cancelled meanwhile does nothing.
 */
export const TellAbsences = defineJob(
  'notifications.tell-absences',
  z.object({ noticeId: id, sendAt: instant }),
);

/** Send one stored delivery through its channel. */
export const SendDelivery = defineJob('notifications.send-delivery', z.object({ deliveryId: id }));
