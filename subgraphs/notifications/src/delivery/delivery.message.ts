import type { Channels } from '@learnova/platform/channels';
import type { Request } from '@learnova/platform/request';
import { Contacts, Organizations } from '@learnova/schema/asks/users';
import type { Notification } from '../notification/notification.entity.ts';
import { subjectOf } from '../notification/subjects.ts';
import type { Delivery } from './delivery.entity.ts';
import { mayBeThereForMs } from './delivery.reads.ts';
import { referenceOf, smsOf } from './sms.text.ts';

/** A message that is written and not sent. */
export interface Composed {
  readonly address: string;
  send(): Promise<{ readonly providerId: string }>;
}

/**
 * A notification as a mail or a text message, at the moment of sending: what the person may be told now, with names and the address
 * asked now and kept nowhere. WITHHELD where nothing of it may be told any more, UNREACHABLE where users knows no address.
 */
export async function compose(
  request: Request,
  delivery: Delivery,
  notification: Notification,
  { email, sms }: Channels,
): Promise<Composed | { readonly outcome: 'WITHHELD' | 'UNREACHABLE' }> {
  const subject = subjectOf(notification);
  const told = await subject.tellable(request, notification);
  if (told.length === 0) return { outcome: 'WITHHELD' };
  const [contact] = await request.ask(Contacts, { personIds: [notification.personId] });
  const deliveryId = delivery.id;
  if (delivery.channel === 'SMS') {
    const to = contact?.mobilePhone;
    if (!sms || !to) return { outcome: 'UNREACHABLE' };
    const reference = referenceOf(deliveryId);
    const text = smsOf(await nameOfSchool(request, notification), subject.title(notification), reference);
    const message = {
      deliveryId,
      to,
      text,
      reference,
      mayBeThereForMs: await mayBeThereForMs(request, delivery),
    };
    return { address: to, send: () => sms.send(message) };
  }
  if (!contact?.email) return { outcome: 'UNREACHABLE' };
  const letter = await subject.letter(request, notification, told, contact.name);
  const message = { deliveryId, to: contact.email, ...letter };
  return { address: contact.email, send: () => email.send(message) };
}

async function nameOfSchool(request: Request, { organizationId }: Notification): Promise<string> {
  if (!organizationId) return '';
  const [school] = await request.ask(Organizations, { organizationIds: [organizationId] });
  return school?.name ?? '';
}
