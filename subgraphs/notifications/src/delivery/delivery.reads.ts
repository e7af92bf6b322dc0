import type { Request } from '@learnova/platform/request';
import type { Notification } from '../notification/notification.entity.ts';
import type { Tables } from '../tables.ts';
import type { Delivery } from './delivery.entity.ts';
import { DeliveryAttempt } from './delivery-attempt.entity.ts';

/** Whether an earlier message of the same notice, by the same channel, is still to be sent, or its answer awaited: a correction does not overtake it. */
export async function earlierIsUnderWay(
  request: Request,
  { noticeId, createdAt }: Notification,
  channel: Delivery['channel'],
): Promise<boolean> {
  if (noticeId === null) return false;
  const earlier = await request
    .reads<Tables>()
    .selectFrom('delivery')
    .innerJoin('notification', 'notification.id', 'delivery.notification_id')
    .select('delivery.id')
    .where('notification.notice_id', '=', noticeId)
    .where('notification.created_at', '<', createdAt)
    .where('delivery.channel', '=', channel)
    .where('delivery.is_under_way', '=', true)
    .limit(1)
    .execute();
  return earlier.length > 0;
}

/**
 * How long ago, in milliseconds, the newest attempt began whose answer was lost, or during which the process died; null where there is
 * none. Read before the next attempt is stored.
 */
export async function mayBeThereForMs(request: Request, { id }: Delivery): Promise<number | null> {
  const steps = await request.em.find(DeliveryAttempt, { deliveryId: id });
  const isSure = new Set(
    steps.filter(({ step }) => step !== 'STARTED' && step !== 'UNCONFIRMED').map(({ attempt }) => attempt),
  );
  const lost = steps.filter(({ step, attempt }) => step === 'STARTED' && !isSure.has(attempt));
  if (lost.length === 0) return null;
  const newest = Math.max(...lost.map(({ at }) => at.getTime()));
  return Math.max(0, (await request.now()).getTime() - newest);
}
