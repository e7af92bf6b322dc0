import { z } from 'zod';
import { defineAsk, id, instant, page, schoolDay } from '../define.ts';

/** What a register says now of some students. A register that was not taken is left out. */
export const RegisterMarks = defineAsk('attendance.register-marks', {
  admits: ['notifications'],
  input: z.object({ registerIds: z.array(id) }),
  output: z.array(
    z.object({
      registerId: id,
      sectionId: id,
      organizationId: id,
      date: schoolDay,
      startsAt: instant,
      version: z.int(),
      /** A student is absent whose code means so, excused or not; one who came late is not. */
      marks: z.array(
        z.object({
          studentId: id,
          absent: z.boolean(),
          /** Whether leave that was granted excuses the student from this meeting: not where the office itself has spoken. */
          onLeave: z.boolean(),
        }),
      ),
    }),
  ),
});

/** How many students of a register are what, as of its newest version. A register that was not taken is left out. */
export const RegisterCounts = defineAsk('attendance.register-counts', {
  admits: ['frontend'],
  input: z.object({ registerIds: z.array(id) }),
  output: z.array(
    z.object({
      registerId: id,
      version: z.int(),
      expected: z.int(),
      present: z.int(),
      late: z.int(),
      absent: z.int(),
    }),
  ),
});

/**
 * What registers say now of these students, day by day: of one day or of all. Without students, a page of those who were ever
 * marked, after an id. Each student who is asked about is named.
 */
export const StudentDays = defineAsk('attendance.student-days', {
  admits: ['frontend'],
  input: z.object({
    studentIds: z.array(id).nullable(),
    date: schoolDay.nullable(),
    ...page,
  }),
  output: z.array(
    z.object({
      studentId: id,
      days: z.array(
        z.object({
          date: schoolDay,
          present: z.int(),
          late: z.int(),
          /** Excused ones too. */
          absent: z.int(),
          excused: z.int(),
        }),
      ),
    }),
  ),
});

/** Registers as they are printed: what holds of each student. One that was not taken is left out. */
export const RegisterSheets = defineAsk('attendance.register-sheets', {
  admits: ['frontend'],
  input: z.object({ registerIds: z.array(id) }),
  output: z.array(
    z.object({
      registerId: id,
      sectionId: id,
      organizationId: id,
      date: schoolDay,
      startsAt: instant,
      version: z.int(),
      entries: z.array(
        z.object({ studentId: id, code: z.string(), name: z.string(), minutesLate: z.int().nullable() }),
      ),
    }),
  ),
});
