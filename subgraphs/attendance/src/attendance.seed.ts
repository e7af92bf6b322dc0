import { fill } from '@learnova/platform/fill';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import type { School, SchoolAttendanceCode, SchoolRegister } from '@learnova/schema/school';

/** Registers in one query: enough to be fast, few enough for a small process. */
const portion = 500;

type Part = Pick<School, 'attendanceCodes' | 'sections' | 'meetings' | 'registers' | 'leave'>;

/** Writes the codes and the registers of a school into empty tables, as if each had been submitted once by its teacher. */
export async function seedAttendance(request: Request, school: Part): Promise<void> {
  await fill(request, 'attendance_code', codeRows(school.attendanceCodes));
  await fill(request, 'excusal', excusalRows(school.leave));
  const organizations = new Map(school.sections.map(({ id, organizationId }) => [id, organizationId]));
  const meetings = new Map(school.meetings.map((meeting) => [meeting.id, meeting]));
  const versionOf = ({ meetingId, takenBy, takenAt, marks }: SchoolRegister) => {
    const { sectionId, date, startsAt } = found(meetings.get(meetingId), meetingId);
    return {
      ...{
        register_id: meetingId,
        version: 1,
        step: 'SUBMITTED',
        section_id: sectionId,
        date,
        starts_at: startsAt,
      },
      organization_id: found(organizations.get(sectionId), sectionId),
      expected: marks.map(({ studentId }) => studentId),
      ...{ recorded_by: takenBy, recorded_at: takenAt },
    };
  };
  const marksOf = ({ meetingId, takenBy, takenAt, marks }: SchoolRegister) =>
    marks.map(({ id, studentId, codeId, minutesLate }) => ({
      ...{
        id,
        register_id: meetingId,
        version: 1,
        student_id: studentId,
        code_id: codeId,
        minutes_late: minutesLate,
      },
      ...{
        date: meetings.get(meetingId)?.date,
        starts_at: meetings.get(meetingId)?.startsAt,
        layer: 'TEACHER',
        recorded_by: takenBy,
        recorded_at: takenAt,
      },
    }));
  for (const registers of portions(school.registers)) {
    await fill(request, 'register_version', registers.map(versionOf));
    await fill(request, 'attendance_mark', registers.flatMap(marksOf));
  }
}

function* portions(registers: Iterable<SchoolRegister>): Generator<SchoolRegister[]> {
  let some: SchoolRegister[] = [];
  for (const register of registers) {
    some.push(register);
    if (some.length < portion) continue;
    yield some;
    some = [];
  }
  yield some;
}

/** A new register proposes the first code of its school that means present. */
function codeRows(codes: readonly SchoolAttendanceCode[]): object[] {
  const isDefault = (code: SchoolAttendanceCode) =>
    code ===
    codes.find(
      ({ organizationId, category }) => organizationId === code.organizationId && category === 'PRESENT',
    );
  return codes.map((code) => ({
    ...{
      id: code.id,
      organization_id: code.organizationId,
      code: code.code,
      name: code.name,
      category: code.category,
    },
    ...{ excused: code.excused, office_only: code.officeOnly, is_default: isDefault(code) },
  }));
}

function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`the school has a register of ${id}, which it does not have`);
  return value;
}

/** What the leave of students that was granted excuses. */
function excusalRows({ types, requests }: School['leave']): object[] {
  const kinds = new Set(types.filter(({ audience }) => audience === 'STUDENT').map(({ id }) => id));
  return requests
    .filter(({ ended, leaveTypeId }) => ended?.state === 'APPROVED' && kinds.has(leaveTypeId))
    .flatMap(({ id: leaveRequestId, personId: studentId, slots }) =>
      slots.map(({ from, to }) => ({ id: newId(), leaveRequestId, studentId, startsAt: from, endsAt: to })),
    );
}
