import type { SchoolAttendanceCode } from '@learnova/schema/school';

/** Codes as most schools have them. Excused absence is for the office to say. */
export function attendanceCodes(organizationId: string, id: () => string): SchoolAttendanceCode[] {
  const code = (code: string, name: string, category: SchoolAttendanceCode['category'], more = {}) => ({
    id: id(),
    organizationId,
    code,
    name,
    category,
    excused: false,
    officeOnly: false,
    ...more,
  });
  return [
    code('P', 'Present', 'PRESENT'),
    code('L', 'Late', 'LATE'),
    code('A', 'Absent', 'ABSENT'),
    code('E', 'Absent, excused', 'ABSENT', { excused: true, officeOnly: true }),
  ];
}
