import { on } from '@learnova/platform/handlers';
import { dayOf } from '@learnova/platform/local-time';
import { Organizations } from '@learnova/schema/asks/users';
import { WorkDue } from '@learnova/schema/events/assessments';
import { tell } from '../notification/notification.tell.ts';
import { channelsFor } from '../preference/preferences.reads.ts';
import type { DueWork } from './work.subject.ts';

/**
 * Work is due within a day: each student who has not handed it in is told, once for each event. What it is called is asked of
 * assessments when the message is written; what was handed in by then is not spoken of.
 */
export const hearWorkDue = on(
  WorkDue,
  'notifications.hear-work-due',
  async (request, { id, organizationId, occurredAt, payload: { work } }) => {
    const told = new Map<string, DueWork[]>();
    for (const { lineItemId, sectionId, studentIds } of work)
      for (const studentId of studentIds)
        told.set(studentId, [...(told.get(studentId) ?? []), { lineItemId, sectionId }]);
    const [school] = organizationId
      ? await request.ask(Organizations, { organizationIds: [organizationId] })
      : [];
    const date = dayOf(new Date(occurredAt), school?.timeZone ?? 'UTC');
    const channels = await channelsFor(request, 'COURSEWORK', [...told.keys()]);
    const now = await request.now();
    for (const [personId, statements] of told) {
      const notification = { personId, kind: 'WORK_DUE' as const, date, statements, organizationId };
      tell(request, { ...notification, occasion: `${id} WORK_DUE` }, channels(personId), now);
    }
  },
);
