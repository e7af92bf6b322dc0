import { z } from 'zod';
import { defineJob, id, instant } from '../define.ts';

/** Four hours of trying: an absence is still worth telling on its day, and hardly after it. */
const retry = { attempts: 16, backoffMs: 1_000 };

/**
 * The grace time of a guardian's day has passed: tell what still stands. `sendAt` is the hour for which the notice was held,
 * so that an order for an hour that was cancelled meanwhile does nothing.
 */
export const TellAbsences = defineJob(
  'notifications.tell-absences',
  z.object({ noticeId: id, sendAt: instant }),
  retry,
);

/** What is published together is told together: a moment has passed since results came to be seen, tell families of all that wait. */
export const TellResults = defineJob('notifications.tell-results', z.object({}), retry);

/** Send one stored delivery through its channel. */
export const SendDelivery = defineJob('notifications.send-delivery', z.object({ deliveryId: id }), retry);
