import { defineLoader } from '@learnova/platform/loader';
import { knownChildren } from './known-children.ts';
import { Notification } from './notification.entity.ts';
import { mayReadNotification } from './notification.policy.ts';

export const notificationLoader = defineLoader<Notification>({
  type: 'Notification',
  load: (request, ids) => request.em.find(Notification, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const children = await knownChildren(request);
    return rows.filter((row) => mayReadNotification(request.actor, row, children));
  },
});
