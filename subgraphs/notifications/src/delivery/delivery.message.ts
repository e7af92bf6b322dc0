import type { Message } from '@learnova/platform/channels';
import type { Request } from '@learnova/platform/request';
import { Contacts } from '@learnova/schema/asks/users';
import type { Notification } from '../notification/notification.entity.ts';
import { ofWhom, subjectOf } from '../notification/subjects.ts';

/**
 * A notification as a mail, at the moment of sending: what the person may be told now, with names and the address asked now
 * and kept nowhere. WITHHELD where nothing of it may be told any more, UNREACHABLE where users knows no address.
 */
export async function compose(
  request: Request,
  deliveryId: string,
  notification: Notification,
): Promise<{ message: Message } | { outcome: 'WITHHELD' | 'UNREACHABLE' }> {
  const subject = subjectOf(notification);
  const told = ofWhom(notification, await subject.tellable(request, notification));
  if (told.length === 0) return { outcome: 'WITHHELD' };
  const [contact] = await request.ask(Contacts, { personIds: [notification.personId] });
  if (!contact?.email) return { outcome: 'UNREACHABLE' };
  const letter = await subject.letter(request, notification, told, contact.name);
  return { message: { deliveryId, to: contact.email, ...letter } };
}
