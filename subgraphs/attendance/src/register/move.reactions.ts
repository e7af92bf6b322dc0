import { on } from '@learnova/platform/handlers';
import { newerThan } from '@learnova/platform/handling';
import type { Request } from '@learnova/platform/request';
import { MeetingsChanged } from '@learnova/schema/events/academics';
import { excusedIn } from '../excusal/excusal.reads.ts';
import { tellExcused } from '../excusal/excusal.tell.ts';
import { MovedMeeting } from './moved-meeting.entity.ts';
import { loadTaken } from './register.loader.ts';

/** The version of a meeting that was scheduled and never moved: its register finds it where it is. */
const scheduled = 1;

/** A register that was taken goes along with its meeting: leave excuses in it by where that has moved to. */
export const followMove = on(MeetingsChanged, 'attendance.follow-move', async (request, { payload }) => {
  for (const { meetingId, version, startsAt } of payload.meetings) {
    if (version === scheduled) continue;
    if (await newerThan(request, 'attendance.follow-move', meetingId, version))
      await follow(request, meetingId, new Date(startsAt));
  }
});

async function follow(request: Request, id: string, startsAt: Date): Promise<void> {
  const [register] = await loadTaken(request, [id]);
  const moved = (await request.em.findOne(MovedMeeting, { id })) ?? new MovedMeeting();
  request.em.persist(Object.assign(moved, { id, startsAt }));
  if (!register) return;
  const before = (await excusedIn(request, [register])).get(id) ?? new Set();
  const after = (await excusedIn(request, [{ ...register, startsAt }])).get(id) ?? new Set();
  const changed = register.expected.filter((studentId) => before.has(studentId) !== after.has(studentId));
  await tellExcused(request, [register], changed);
}
