import { order } from '@learnova/platform/commit';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { SendDelivery, TellAbsences } from '@learnova/schema/jobs/notifications';
import { Delivery } from '../delivery/delivery.entity.ts';
import { Notification } from '../notification/notification.entity.ts';
import { publishChange } from '../notification/notification.publish.ts';
import type { Consequence, Telling } from './absence.rules.ts';
import type { AbsenceNotice } from './absence-notice.entity.ts';

/** Stores what follows for a guardian's day: the day, an order for the end of its grace time, and whatever is told now. */
export function carryOut(
  request: Request,
  notice: AbsenceNotice,
  { day, tellings }: Consequence,
  now: Date,
): void {
  const isNewlyHeld = day.state === 'HELD' && notice.state !== 'HELD';
  notice.become(day);
  request.em.persist(notice);
  if (isNewlyHeld) {
    order(request, TellAbsences, { noticeId: notice.id, sendAt: day.sendAt.toISOString() }, now, day.sendAt);
  }
  for (const telling of tellings) tell(request, notice, telling, now);
}

/** An inbox entry, and where it goes by mail the stored intention to send it: nothing is sent that does not stand here. */
function tell(
  request: Request,
  notice: AbsenceNotice,
  { kind, byMail, statements }: Telling,
  now: Date,
): void {
  const notification = Object.assign(new Notification(), {
    id: newId(),
    personId: notice.guardianId,
    noticeId: notice.id,
    kind,
    date: notice.date,
    statements,
    createdAt: now,
  });
  request.em.persist(notification);
  publishChange(request, notification, now);
  if (!byMail) return;
  const delivery = Object.assign(new Delivery(), {
    id: newId(),
    notificationId: notification.id,
    createdAt: now,
  });
  request.em.persist(delivery);
  order(request, SendDelivery, { deliveryId: delivery.id }, now);
}
