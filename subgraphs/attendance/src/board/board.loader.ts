import { defineLoader } from '@learnova/platform/loader';
import { holdsRole, type Request } from '@learnova/platform/request';
import { MeetingsOn } from '@learnova/schema/asks/academics';
import { Organizations } from '@learnova/schema/asks/users';
import { overseers } from '../person.ties.ts';
import { byDay, dayKey } from '../school-day.ts';
import { AttendanceBoard } from './attendance-board.type.ts';

/** The one door to boards. Nothing of a board is stored: it follows from the day's meetings and their registers. */
export const boardLoader = defineLoader<AttendanceBoard>({
  type: 'AttendanceBoard',
  keyOf: ({ organizationId, date }) => dayKey(organizationId, date),
  keyOfReference: ({ organizationId, date }) => dayKey(organizationId, date),
  load: async (request, keys) => {
    const days = [...byDay(keys)].map(([date, organizationIds]) => boardsOf(request, date, organizationIds));
    return (await Promise.all(days)).flat();
  },
  visible: async (request, boards) => {
    const standing = await request.standing();
    return boards.filter(({ organizationId }) => holdsRole(standing, overseers, organizationId));
  },
});

async function boardsOf(
  request: Request,
  date: string,
  organizationIds: string[],
): Promise<AttendanceBoard[]> {
  const organizations = await request.ask(Organizations, { organizationIds });
  const all = [...new Set(organizations.flatMap(({ subtree }) => subtree))];
  const meetings = await request.ask(MeetingsOn, { date, organizationIds: all, sectionIds: [] });
  const sorted = meetings.toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
  return organizations.map(({ organizationId, subtree }) => {
    const meetingIds = sorted
      .filter((m) => subtree.includes(m.organizationId))
      .map(({ meetingId }) => meetingId);
    return Object.assign(new AttendanceBoard(), { organizationId, date, meetingIds });
  });
}
