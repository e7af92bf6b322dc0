import { order } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import { TellAbsences } from '@learnova/schema/jobs/notifications';
import { tell } from '../notification/notification.tell.ts';
import type { MessageChannel } from '../preference/message-channel.enum.ts';
import type { Consequence } from './absence.rules.ts';
import type { AbsenceNotice } from './absence-notice.entity.ts';

/**
 * Stores what follows for a guardian's day: the day, an order for the end of its grace time, and whatever is told now.
 * @param channels by which the guardian hears of it where it is more than an entry of the inbox
 */
export function carryOut(
  request: Request,
  notice: AbsenceNotice,
  { day, tellings }: Consequence,
  channels: readonly `${MessageChannel}`[],
  now: Date,
): void {
  const isNewlyHeld = day.state === 'HELD' && notice.state !== 'HELD';
  notice.become(day);
  request.em.persist(notice);
  if (isNewlyHeld) {
    order(request, TellAbsences, { noticeId: notice.id, sendAt: day.sendAt.toISOString() }, now, day.sendAt);
  }
  for (const { kind, byMail: isSent, statements } of tellings) {
    const notification = {
      ...{ personId: notice.guardianId, noticeId: notice.id, kind, date: notice.date, statements },
      organizationId: statements[0]?.organizationId ?? null,
    };
    tell(request, notification, isSent ? channels : [], now);
  }
}
