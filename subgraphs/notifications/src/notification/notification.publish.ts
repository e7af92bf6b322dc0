import { publish } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import { NotificationQueued } from '@learnova/schema/events/notifications';
import { topic } from '@learnova/schema/topics';
import type { Notification } from './notification.entity.ts';

/** The live topic of one person's inbox. */
export const inboxOf = (personId: string): string => topic('notifications.person', personId);

/** Tells whoever watches the inbox that this entry is new, or was read. */
export function publishChange(request: Request, notification: Notification, now: Date): void {
  const { id, personId, organizationId, version } = notification;
  const pointer = { topic: inboxOf(personId), typename: 'Notification', key: { id }, version };
  const payload = { notificationId: id, personId };
  publish(
    request,
    NotificationQueued,
    { aggregateId: id, version, organizationId, payload, live: [pointer] },
    now,
  );
}
