import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import type { Notification } from '../notification/notification.entity.ts';
import { subjectOf } from '../notification/subjects.ts';
import { preferencesOf } from '../preference/preferences.reads.ts';
import { quietUntil } from '../preference/quiet-hours.rules.ts';
import type { Delivery } from './delivery.entity.ts';

/**
 * Until when a delivery waits; null where it goes now. What rings is a text message, so a mail never waits, and neither does a matter
 * that cannot. The hours are those of the school that tells it.
 */
export async function quietUntilOf(
  request: Request,
  { channel }: Delivery,
  notification: Notification,
): Promise<Date | null> {
  const { personId, organizationId } = notification;
  if (channel !== 'SMS' || subjectOf(notification).cannotWait || !organizationId) return null;
  const { quietHours } = (await preferencesOf(request, [personId]))(personId);
  if (!quietHours) return null;
  const [school] = await request.ask(Organizations, { organizationIds: [organizationId] });
  return quietUntil(await request.now(), quietHours, school?.timeZone ?? 'UTC');
}
