import { on } from '@learnova/platform/handlers';
import { dayOf } from '@learnova/platform/local-time';
import { Organizations, PayersOf } from '@learnova/schema/asks/users';
import { ReminderDue } from '@learnova/schema/events/finance';
import { tell } from '../notification/notification.tell.ts';
import { channelsFor } from '../preference/preferences.reads.ts';
import { remindersOf } from './reminder.rules.ts';

/**
 * It is time to remind of invoices: whoever pays for their students now is told, once for each event. What each owes is asked of
 * finance when the message is written; what was paid by then is not spoken of.
 */
export const hearReminder = on(
  ReminderDue,
  'notifications.hear-reminder',
  async (request, { id, organizationId, occurredAt, payload: { reminders } }) => {
    const studentIds = [...new Set(reminders.map(({ studentId }) => studentId))];
    const told = remindersOf(reminders, await request.ask(PayersOf, { studentIds }));
    if (told.length === 0) return;
    const [school] = organizationId
      ? await request.ask(Organizations, { organizationIds: [organizationId] })
      : [];
    const date = dayOf(new Date(occurredAt), school?.timeZone ?? 'UTC');
    const channels = await channelsFor(request, 'FEES', [...new Set(told.map(({ payerId }) => payerId))]);
    const now = await request.now();
    for (const { payerId: personId, kind, statements } of told) {
      const notification = { personId, kind, date, statements, organizationId, occasion: `${id} ${kind}` };
      tell(request, notification, channels(personId), now);
    }
  },
);
