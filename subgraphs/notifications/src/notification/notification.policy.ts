import type { Actor } from '@learnova/platform/actor';
import { isSelf } from '@learnova/platform/policy';
import type { Notification } from './notification.entity.ts';

/** A notification is its receiver's; one about children, for as long as one of them may be known to the receiver in its matter. */
export const mayReadNotification = (
  actor: Actor,
  { personId, studentIds }: Pick<Notification, 'personId' | 'studentIds'>,
  mayKnow: (studentId: string) => boolean,
): boolean => isSelf(actor, personId) && (studentIds.length === 0 || studentIds.some(mayKnow));
