import { z } from 'zod';
import { defineEvent, id, schoolDay } from '../define.ts';

const register = z.object({
  /** The register's id, which is the meeting's. */
  registerId: id,
  sectionId: id,
  date: schoolDay,
  /** Students whose state may differ from the version before; ask `attendance.register-marks` for what it is now. */
  studentIds: z.array(id),
});

/** A teacher or the office submitted a whole register, for the first time or again. */
export const RegisterSubmitted = defineEvent('attendance.register-submitted', register);

/**
 * Leave that was granted, or cancelled, or from which the meeting was moved, excuses students in a register that had been taken, or
 * does so no longer. Nothing was said anew: the version is that of what stands.
 */
export const RegisterExcused = defineEvent('attendance.register-excused', register);

/** One mark of a register that had been taken was corrected, with a reason. */
export const RegisterCorrected = defineEvent('attendance.register-corrected', register);
