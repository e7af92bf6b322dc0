import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { MeetingsOn } from '@learnova/schema/asks/academics';
import { Organizations } from '@learnova/schema/asks/users';
import { byDay, dayKey } from '../school-day.ts';
import { AttendanceBoard } from './attendance-board.type.ts';
import { seesBoard } from './board.policy.ts';

/**
 * The one door to boards. Nothing of a board is stored: it follows from the day's meetings and their registers. Who may see one
 * follows from its key, so a day is asked for only by whoever may see it.
 */
export const boardLoader = defineLoader<AttendanceBoard>({
  type: 'AttendanceBoard',
  keyOf: ({ organizationId, date }) => dayKey(organizationId, date),
  keyOfReference: ({ organizationId, date }) => dayKey(organizationId, date),
  load: async (request, keys) => {
    const days = [...byDay(keys)].map(([date, organizationIds]) => boardsOf(request, date, organizationIds));
    return (await Promise.all(days)).flat();
  },
  visible: async (_request, boards) => boards,
});

async function boardsOf(
  request: Request,
  date: string,
  wanted: readonly string[],
): Promise<AttendanceBoard[]> {
  const organizationIds = [...(await seesBoard(request, wanted))];
  if (organizationIds.length === 0) return [];
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
