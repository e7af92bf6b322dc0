import { type Refusal, refusal } from '@learnova/platform/refusal';

export function notBegun(startsAt: Date): Refusal {
  const message = 'This meeting has not begun. Take its register once it has.';
  return refusal('ATTENDANCE_NOT_BEGUN', message, { startsAt: startsAt.toISOString() });
}

/** For a teacher, when the register's day is over, and so many days after it. */
export function closed(date: string, days: number): Refusal {
  const message =
    days === 0
      ? 'A teacher changes a register on its own day only. Ask the school office to correct it.'
      : `A teacher takes a register within ${days} days. Ask the school office to take it.`;
  return refusal('ATTENDANCE_REGISTER_CLOSED', message, { date });
}

export function notTaken(): Refusal {
  const message = 'This register has not been taken. Submit it as a whole first.';
  return refusal('ATTENDANCE_REGISTER_NOT_TAKEN', message, { field: ['input', 'registerId'] });
}

export function notExpected(studentId: string, field: readonly string[]): Refusal {
  const message = 'This register does not expect this student. Leave the student out.';
  return refusal('ATTENDANCE_STUDENT_NOT_EXPECTED', message, { field, studentIds: [studentId] });
}

export function namedTwice(studentId: string, field: readonly string[]): Refusal {
  const message = 'This student is named twice. Keep one of the two marks.';
  return refusal('ATTENDANCE_STUDENT_NAMED_TWICE', message, { field, studentIds: [studentId] });
}

export function notNamed(studentIds: readonly string[]): Refusal {
  const message =
    'Some students are not named, and nobody is present by silence. Add a mark for each of them.';
  return refusal('ATTENDANCE_STUDENT_NOT_NAMED', message, { field: ['input', 'marks'], studentIds });
}

export function unknownCode(field: readonly string[]): Refusal {
  return refusal(
    'ATTENDANCE_CODE_UNKNOWN',
    'This school has no such code. Choose one of its attendance codes.',
    { field },
  );
}

export function officeOnly(name: string, field: readonly string[]): Refusal {
  const message = `Only the office may give the code "${name}". Choose another one, or ask the office.`;
  return refusal('ATTENDANCE_CODE_OFFICE_ONLY', message, { field });
}

export function noMinutes(field: readonly string[]): Refusal {
  const message = 'Minutes late go with a code that means late, from 1 to 1440. Leave them out otherwise.';
  return refusal('ATTENDANCE_MINUTES_LATE', message, { field });
}

export function officeHasSpoken(): Refusal {
  const message =
    "The office has given this mark, and its word stands over a teacher's. Ask the office to change it.";
  return refusal('ATTENDANCE_OFFICE_MARK_STANDS', message, { field: ['input', 'studentId'] });
}

export function noReason(): Refusal {
  const message = 'A correction says why, in 1 to 500 characters. Add a reason.';
  return refusal('ATTENDANCE_REASON_MISSING', message, { field: ['input', 'reason'] });
}
