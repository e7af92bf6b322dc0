import type { Actor } from '@learnova/platform/actor';
import { isSelf } from '@learnova/platform/policy';
import type { Notification } from './notification.entity.ts';

/** A notification is its receiver's, for as long as a child whom it is about may be known to them. */
export const mayReadNotification = (
  actor: Actor,
  notification: Pick<Notification, 'personId' | 'studentIds'>,
  knownChildren: ReadonlySet<string>,
): boolean =>
  isSelf(actor, notification.personId) && notification.studentIds.some((id) => knownChildren.has(id));
