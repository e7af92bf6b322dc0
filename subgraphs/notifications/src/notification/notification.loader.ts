import { defineLoader } from '@learnova/platform/loader';
import { Notification } from './notification.entity.ts';
import { mayReadNotification } from './notification.policy.ts';
import { knownNow, knownOf } from './subjects.ts';

export const notificationLoader = defineLoader<Notification>({
  type: 'Notification',
  load: (request, ids) => request.em.find(Notification, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const known = await knownNow(request);
    return rows.filter((row) => mayReadNotification(request.actor, row, knownOf(known, row)));
  },
});
