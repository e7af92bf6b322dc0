import { z } from 'zod';
import { defineAsk, id, instant, schoolDay } from '../define.ts';

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
      marks: z.array(z.object({ studentId: id, absent: z.boolean() })),
    }),
  ),
});
