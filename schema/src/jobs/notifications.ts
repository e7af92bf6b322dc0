import { z } from 'zod';
import { defineJob, id } from '../define.ts';

/** Send one stored delivery through its channel, at or after its hour. */
export const SendDelivery = defineJob('notifications.send-delivery', z.object({ deliveryId: id }));
