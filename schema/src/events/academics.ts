import { z } from 'zod';
import { defineEvent, id, instant, schoolDay } from '../define.ts';

/** A student joined or left a section. */
export const EnrollmentChanged = defineEvent(
  'academics.enrollment-changed',
  z.object({
    sectionEnrollmentId: id,
    sectionId: id,
    studentId: id,
    from: schoolDay,
    to: schoolDay.nullable(),
  }),
);

/** A member of staff began or ceased to teach a section, or will. */
export const SectionStaffChanged = defineEvent(
  'academics.section-staff-changed',
  z.object({
    sectionStaffId: id,
    sectionId: id,
    staffId: id,
    from: schoolDay,
    to: schoolDay.nullable(),
  }),
);

/**
 * Meetings of one section were scheduled, or one was moved: the aggregate is the weekly pattern, or that one meeting. A
 * reaction that copies meetings compares each one's own version.
 */
export const MeetingsChanged = defineEvent(
  'academics.meetings-changed',
  z.object({
    sectionId: id,
    meetings: z.array(
      z.object({ meetingId: id, version: z.int(), date: schoolDay, startsAt: instant, endsAt: instant }),
    ),
  }),
);
