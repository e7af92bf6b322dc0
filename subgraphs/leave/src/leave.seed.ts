import { fill } from '@learnova/platform/fill';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import type { School } from '@learnova/schema/school';
import type { SchoolLeaveRequest, SchoolLeaveType } from '@learnova/schema/school-leave';
import { sharesOf } from './balance/balance.rules.ts';
import { halfDay, leaveYearOf } from './calendar/half-days.rules.ts';

type Part = Pick<School, 'leave' | 'organizations'>;

/** Writes the leave of a school into empty tables, as if each step had been taken once by whom it names. */
export async function seedLeave(request: Request, { leave, organizations }: Part): Promise<void> {
  const timeZone = organizations.find((one) => one.timeZone !== null)?.timeZone ?? 'UTC';
  const types = new Map(leave.types.map((type) => [type.id, type]));
  const now = await request.now();
  await fill(
    request,
    'leave_type',
    leave.types.map((type) => ({ ...type, isActive: true, changedAt: now, version: 1 })),
  );
  await fill(
    request,
    'work_pattern',
    leave.workPatterns.map(({ by, at, ...pattern }) => ({ ...pattern, recordedBy: by, recordedAt: at })),
  );
  const granted = leave.grants.map(({ by, at, ...grant }) => ({
    ...grant,
    ...{ id: newId(), grantId: newId(), kind: 'GRANT', recordedBy: by, recordedAt: at },
  }));
  const rows = leave.requests.map((one) => rowsOf(one, types.get(one.leaveTypeId), timeZone));
  await fill(
    request,
    'leave_request',
    rows.map((row) => row.request),
  );
  await fill(
    request,
    'leave_slot',
    rows.flatMap((row) => row.slots),
  );
  await fill(
    request,
    'leave_step',
    rows.flatMap((row) => row.steps),
  );
  await fill(
    request,
    'leave_note',
    rows.flatMap((row) => row.notes),
  );
  await fill(request, 'leave_entry', [...granted, ...rows.flatMap((row) => row.entries)]);
}

function rowsOf(one: SchoolLeaveRequest, type: SchoolLeaveType | undefined, timeZone: string) {
  if (!type) throw new Error(`the school has leave of the kind ${one.leaveTypeId}, which it does not have`);
  const { id, personId, organizationId, leaveTypeId, firstDay, lastDay, requested, ended } = one;
  const slots = one.slots.map(({ date, part }) => ({
    ...{ leaveRequestId: id, date, part, hundredths: halfDay },
    leaveYear: leaveYearOf(date, type.yearStartsInMonth),
  }));
  const last = ended ?? requested;
  const step = (version: number, state: string, { by, as, at }: SchoolLeaveRequest['requested']) => ({
    ...{ id: newId(), leaveRequestId: id, version, state, capacity: as, recordedBy: by, recordedAt: at },
  });
  const first = step(1, 'PENDING', requested);
  const taken = ended?.state === 'APPROVED' ? sharesOf(slots) : [];
  return {
    request: {
      ...{ id, personId, organizationId, leaveTypeId, firstDay, lastDay, timeZone, audience: type.audience },
      ...{ firstPart: one.slots[0]?.part ?? 'MORNING', lastPart: one.slots.at(-1)?.part ?? 'AFTERNOON' },
      ...{ hundredths: slots.length * halfDay, state: ended?.state ?? 'PENDING' },
      ...{ requestedBy: requested.by, requestedAt: requested.at, changedBy: last.by, changedAt: last.at },
      version: ended ? 2 : 1,
    },
    slots,
    steps: [first, ...(ended ? [step(2, ended.state, ended)] : [])],
    notes: one.reason === null ? [] : [{ subjectId: first.id, note: one.reason }],
    entries: taken.map(({ leaveYear, hundredths }) => ({
      ...{ id: newId(), personId, leaveTypeId, leaveYear, kind: 'TAKE', hundredths: -hundredths },
      ...{ leaveRequestId: id, recordedBy: last.by, recordedAt: last.at },
    })),
  };
}
