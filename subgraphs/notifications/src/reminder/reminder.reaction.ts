import { on } from '@learnova/platform/handlers';
import { PayersOf } from '@learnova/schema/asks/users';
import { ReminderDue } from '@learnova/schema/events/finance';
import { tellAll } from '../notification/notification.tell-all.ts';
import { remindersOf } from './reminder.rules.ts';

/**
 * It is time to remind of invoices: whoever pays for their students now is told, once for each event. What each owes is asked of
 * finance when the message is written; what was paid by then is not spoken of.
 */
export const hearReminder = on(ReminderDue, 'notifications.hear-reminder', async (request, event) => {
  const { reminders } = event.payload;
  const studentIds = [...new Set(reminders.map(({ studentId }) => studentId))];
  const told = remindersOf(reminders, await request.ask(PayersOf, { studentIds }));
  await tellAll(
    request,
    event,
    'FEES',
    told.map(({ payerId: personId, kind, statements }) => ({ personId, kind, statements })),
  );
});
