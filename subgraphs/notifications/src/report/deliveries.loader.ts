import { defineLoader } from '@learnova/platform/loader';
import { Delivery } from '../delivery/delivery.entity.ts';
import { notificationLoader } from '../notification/notification.loader.ts';
import { DeliveryReport } from './delivery-report.entity.ts';
import type { MessageDelivery } from './delivery-status.type.ts';
import { statusOf } from './report.rules.ts';

/** The messages of each of these notifications, oldest first, by the notification's id: two statements for a page. */
export const deliveriesOf = defineLoader<{ id: string; deliveries: MessageDelivery[] }>({
  type: 'Notification.deliveries',
  load: async (request, ids) => {
    const deliveries = await request.em.find(
      Delivery,
      { notificationId: { $in: [...ids] } },
      { orderBy: { id: 1 } },
    );
    const reports = await request.em.find(DeliveryReport, {
      deliveryId: { $in: deliveries.map(({ id }) => id) },
    });
    const news = Map.groupBy(reports, ({ deliveryId }) => deliveryId);
    const byNotification = Map.groupBy(deliveries, ({ notificationId }) => notificationId);
    return ids.map((id) => ({
      id,
      deliveries: (byNotification.get(id) ?? []).map(({ id: deliveryId, channel, state }) => {
        const reported = (news.get(deliveryId) ?? []).map((report) => report.news);
        return { channel, status: statusOf(state, reported) };
      }),
    }));
  },
  visible: async (request, rows) => {
    const seen = await request.loadMany(
      notificationLoader,
      rows.map(({ id }) => id),
    );
    const ids = new Set(seen.map((one) => one?.id));
    return rows.filter(({ id }) => ids.has(id));
  },
});
