import type { Request } from '@learnova/platform/request';
import type { Notification } from '../notification/notification.entity.ts';
import type { Tables } from '../tables.ts';

/** Whether an earlier message of the same notice is still to be sent, or its answer awaited: a correction does not overtake it. */
export async function earlierIsUnderWay(
  request: Request,
  { noticeId, createdAt }: Notification,
): Promise<boolean> {
  if (noticeId === null) return false;
  const earlier = await request
    .reads<Tables>()
    .selectFrom('delivery')
    .innerJoin('notification', 'notification.id', 'delivery.notification_id')
    .select('delivery.id')
    .where('notification.notice_id', '=', noticeId)
    .where('notification.created_at', '<', createdAt)
    .where('delivery.is_under_way', '=', true)
    .limit(1)
    .execute();
  return earlier.length > 0;
}
