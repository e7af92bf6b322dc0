import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { LeaveNote } from './leave-note.entity.ts';
import type { LeaveRequest } from './leave-request.entity.ts';
import type { LeaveCapacity } from './leave-state.enum.ts';
import { LeaveStep } from './leave-step.entity.ts';

interface Said {
  readonly by: string;
  readonly capacity: LeaveCapacity;
  readonly note: string | null;
}

/** Writes down who has brought a request where it stands now; the note beside it, where it can be erased. */
export function record(
  request: Request,
  { id: leaveRequestId, state }: LeaveRequest,
  version: number,
  { by: recordedBy, capacity, note }: Said,
  recordedAt: Date,
): void {
  const id = newId();
  const step = { id, leaveRequestId, version, state, capacity, recordedBy, recordedAt };
  request.em.persist(Object.assign(new LeaveStep(), step));
  if (note !== null) request.em.persist(Object.assign(new LeaveNote(), { subjectId: id, note }));
}
