import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { MeetingsOn } from '@learnova/schema/asks/academics';
import { byDay, dayKey } from '../school-day.ts';

/** What meets on one day, in order. */
export interface DayOfMeetings {
  readonly key: string;
  readonly meetingIds: readonly string[];
}

/** Meetings of sections, by section and day: one question a day. Whoever asks has shown that the sections are theirs to see. */
export const sectionDayLoader = defineLoader<DayOfMeetings>({
  type: 'Section.registers',
  keyOf: ({ key }) => key,
  keyOfReference: ({ key }) => key,
  load: async (request, keys) => {
    const days = [...byDay(keys)].map(([date, sectionIds]) => meetingsOf(request, date, sectionIds));
    return (await Promise.all(days)).flat();
  },
  visible: async (_request, days) => days,
});

async function meetingsOf(request: Request, date: string, sectionIds: string[]): Promise<DayOfMeetings[]> {
  const meetings = await request.ask(MeetingsOn, { date, organizationIds: [], sectionIds });
  const sorted = meetings.toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
  return sectionIds.map((sectionId) => ({
    key: dayKey(sectionId, date),
    meetingIds: sorted.filter((meeting) => meeting.sectionId === sectionId).map(({ meetingId }) => meetingId),
  }));
}
