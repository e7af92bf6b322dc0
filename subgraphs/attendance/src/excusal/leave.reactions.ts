import { on } from '@learnova/platform/handlers';
import { newerThan } from '@learnova/platform/handling';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { LeaveApproved, LeaveCancelled } from '@learnova/schema/events/leave';
import { loadTaken } from '../register/register.loader.ts';
import { Excusal } from './excusal.entity.ts';
import { registersTaken } from './excusal.reads.ts';
import { tellExcused } from './excusal.tell.ts';

/** Of both reactions: a leave that was cancelled is not excused again by the older news that it was granted. */
const guard = 'attendance.excusals';

export const excuseLeave = on(
  LeaveApproved,
  'attendance.excuse-leave',
  async (request, { payload, version }) => {
    const { leaveRequestId, personId: studentId, audience, slots } = payload;
    if (audience !== 'STUDENT' || !(await newerThan(request, guard, leaveRequestId, version ?? 1))) return;
    const excusals = slots.map(({ from, to }) =>
      Object.assign(new Excusal(), {
        ...{ id: newId(), leaveRequestId, studentId, startsAt: new Date(from), endsAt: new Date(to) },
      }),
    );
    request.em.persist(excusals);
    await tellRegisters(request, studentId, excusals);
  },
);

/** Takes away exactly what the leave had excused: other leave of the same day, and whatever was said, stay. */
export const unexcuseLeave = on(
  LeaveCancelled,
  'attendance.unexcuse-leave',
  async (request, { payload, version }) => {
    const { leaveRequestId, personId: studentId, audience } = payload;
    if (audience !== 'STUDENT' || !(await newerThan(request, guard, leaveRequestId, version ?? 1))) return;
    const excusals = await request.em.find(Excusal, { leaveRequestId });
    request.em.remove(excusals);
    await tellRegisters(request, studentId, excusals);
  },
);

/** Registers that were taken of meetings that begin while it excuses. */
async function tellRegisters(
  request: Request,
  studentId: string,
  excusals: readonly Excusal[],
): Promise<void> {
  if (excusals.length === 0) return;
  const from = new Date(Math.min(...excusals.map(({ startsAt }) => startsAt.getTime())));
  const to = new Date(Math.max(...excusals.map(({ endsAt }) => endsAt.getTime())));
  const ids = await registersTaken(request, studentId, from, to);
  if (ids.length === 0) return;
  const registers = (await loadTaken(request, ids)).filter(({ startsAt }) =>
    excusals.some((excusal) => excusal.startsAt <= startsAt && startsAt < excusal.endsAt),
  );
  await tellExcused(request, registers, [studentId]);
}
