import { person } from '@learnova/platform/actor';
import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { seesLeave } from '../leave.policy.ts';
import { tiesOf } from '../person.ties.ts';
import { LeaveNote } from './leave-note.entity.ts';
import { LeaveRequest } from './leave-request.entity.ts';
import { LeaveSlot } from './leave-slot.entity.ts';
import { LeaveStep } from './leave-step.entity.ts';

/** The door to requests. */
export const leaveRequests = defineLoader<LeaveRequest>({
  type: 'LeaveRequest',
  load: (request, ids) => request.em.find(LeaveRequest, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    person(request);
    const ties = await tiesOf(request);
    return rows.filter((row) => seesLeave(ties, row));
  },
});

interface Hanging<T> {
  readonly id: string;
  readonly list: readonly T[];
}

/** What hangs on requests that are shown already. */
function hanging<T extends { readonly leaveRequestId: string }>(
  type: string,
  find: (request: Request, leaveRequestId: { $in: string[] }) => Promise<T[]>,
) {
  return defineLoader<Hanging<T>>({
    type,
    load: async (request, ids) => {
      const rows = Map.groupBy(await find(request, { $in: [...ids] }), (row) => row.leaveRequestId);
      return ids.map((id) => ({ id, list: rows.get(id) ?? [] }));
    },
    visible: async (_request, rows) => rows,
  });
}

export const slotsOfRequest = hanging('LeaveRequest.slots', (request, leaveRequestId) =>
  // `MORNING` comes before `AFTERNOON`.
  request.em.find(LeaveSlot, { leaveRequestId }, { orderBy: { date: 'asc', part: 'desc' } }),
);

export const stepsOfRequest = hanging('LeaveRequest.history', (request, leaveRequestId) =>
  request.em.find(LeaveStep, { leaveRequestId }, { orderBy: { version: 'asc' } }),
);

/** What was said beside steps or grants that are shown already. */
export const notes = defineLoader<LeaveNote>({
  type: 'LeaveNote',
  keyOf: ({ subjectId }) => subjectId,
  keyOfReference: ({ subjectId }) => subjectId,
  load: (request, ids) => request.em.find(LeaveNote, { subjectId: { $in: [...ids] } }),
  visible: async (_request, rows) => rows,
});
