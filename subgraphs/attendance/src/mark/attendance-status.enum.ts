import { registerEnumType } from 'type-graphql';

export const AttendanceStatus = {
  PRESENT: 'PRESENT',
  LATE: 'LATE',
  ABSENT: 'ABSENT',
  EXCUSED: 'EXCUSED',
} as const;
export type AttendanceStatus = keyof typeof AttendanceStatus;

registerEnumType(AttendanceStatus, {
  name: 'AttendanceStatus',
  description: 'What a mark counts as, with the leave that the student has.',
  valuesConfig: {
    PRESENT: { description: 'There from the beginning.' },
    LATE: { description: 'There, with minutes lost.' },
    ABSENT: { description: 'Not there, and not excused.' },
    EXCUSED: { description: 'Not there, and excused: by its code, or by leave.' },
  },
});
