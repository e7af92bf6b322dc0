import { z } from 'zod';
import { decimal, defineAsk, id, instant, page, schoolDay, text } from '../define.ts';

const meeting = z.object({
  meetingId: id,
  sectionId: id,
  organizationId: id,
  date: schoolDay,
  startsAt: instant,
  endsAt: instant,
  /** Staff who teach the section on that day. */
  staffIds: z.array(id),
  /** Students enrolled in the section on that day. */
  studentIds: z.array(id),
});
export type MeetingFacts = z.infer<typeof meeting>;

/** Meetings with their rosters. Unknown ids are left out. */
export const Meetings = defineAsk('academics.meetings', {
  admits: ['attendance', 'frontend'],
  input: z.object({ meetingIds: z.array(id) }),
  output: z.array(meeting),
});

/** All meetings of a day, of sections or of organizations (each organization alone: name the subtree). */
export const MeetingsOn = defineAsk('academics.meetings-on', {
  admits: ['attendance', 'frontend'],
  input: z.object({ date: schoolDay, organizationIds: z.array(id), sectionIds: z.array(id) }),
  output: z.array(meeting.omit({ studentIds: true }).extend({ expected: z.int() })),
});

/** Which of these sections a member of staff teaches now, and until when. */
export const Teaches = defineAsk('academics.teaches', {
  admits: ['attendance', 'feedback', 'assessments'],
  input: z.object({ staffId: id, sectionIds: z.array(id) }),
  output: z.array(z.object({ sectionId: id, until: instant.nullable() })),
});

/** Whom a member of staff teaches now, in any section, and until when: a few hundred at most, however large the school. */
export const StudentsTaught = defineAsk('academics.students-taught', {
  admits: ['attendance', 'users', 'leave', 'assessments'],
  input: z.object({ staffId: id }),
  output: z.array(z.object({ studentId: id, until: instant.nullable() })),
});

/** The organization that a section belongs to, its term, and what its course counts for. Unknown ids are left out. */
export const Sections = defineAsk('academics.sections', {
  admits: ['attendance', 'notifications', 'feedback', 'assessments', 'frontend'],
  input: z.object({ sectionIds: z.array(id) }),
  output: z.array(
    z.object({
      sectionId: id,
      organizationId: id,
      academicSessionId: id,
      title: z.string(),
      /** Of its course. */
      credits: decimal,
    }),
  ),
});

/**
 * Who is enrolled in sections now, or was on the last day of a term that is over, by the students' ids. A section in which nobody is,
 * or which is unknown, is left out.
 */
export const Rosters = defineAsk('academics.rosters', {
  admits: ['assessments', 'frontend'],
  input: z.object({ sectionIds: z.array(id) }),
  output: z.array(z.object({ sectionId: id, studentIds: z.array(id) })),
});

/** The schools where students are enrolled now. */
export const SchoolsOf = defineAsk('academics.schools-of', {
  admits: ['attendance', 'feedback', 'assessments', 'finance', 'frontend'],
  input: z.object({ studentIds: z.array(id) }),
  output: z.array(z.object({ studentId: id, organizationId: id })),
});

/** School years and terms. Unknown ids are left out. */
export const Sessions = defineAsk('academics.sessions', {
  admits: ['feedback', 'assessments', 'finance', 'frontend'],
  input: z.object({ sessionIds: z.array(id) }),
  output: z.array(
    z.object({ sessionId: id, organizationId: id, title: z.string(), from: schoolDay, to: schoolDay }),
  ),
});

/** The organizations that offer programs. Unknown ids are left out. */
export const Programs = defineAsk('academics.programs', {
  admits: ['finance'],
  input: z.object({ programIds: z.array(id) }),
  output: z.array(z.object({ programId: id, organizationId: id })),
});

/**
 * Who is at these schools on a day (each organization alone: name the subtree), of one grade or of all, and in one program on that
 * day or in any or none, by the student's id: a page after an id, or those of some students.
 */
export const Cohort = defineAsk('academics.cohort', {
  admits: ['finance'],
  input: z.object({
    organizationIds: z.array(id),
    grade: text.nullable(),
    programId: id.nullable(),
    date: schoolDay,
    /** Of these alone; of everybody where it is null. */
    studentIds: z.array(id).nullable(),
    ...page,
  }),
  output: z.array(z.object({ studentId: id, organizationId: id })),
});

/** The sections that people attend or teach now, and until when: what is on somebody's own plan, however large the school. */
export const SectionsOf = defineAsk('academics.sections-of', {
  admits: ['frontend'],
  input: z.object({ studentIds: z.array(id), staffIds: z.array(id) }),
  output: z.array(
    z.object({
      personId: id,
      part: z.enum(['STUDENT', 'STAFF']),
      sectionId: id,
      organizationId: id,
      /** The first day of its term. */
      since: schoolDay,
      until: instant.nullable(),
    }),
  ),
});

/** The days on which something meets, in order, with the organizations of whose sections: a page after a day. */
export const MeetingDays = defineAsk('academics.meeting-days', {
  admits: ['frontend'],
  input: z.object({ after: schoolDay.nullable(), limit: z.int().min(1).max(1_000) }),
  output: z.array(z.object({ date: schoolDay, organizationIds: z.array(id) })),
});

/** Who teaches these students now, in any section. */
export const TeachersOf = defineAsk('academics.teachers-of', {
  admits: ['leave', 'frontend'],
  input: z.object({ studentIds: z.array(id) }),
  output: z.array(z.object({ studentId: id, staffId: id })),
});

/**
 * In which organizations staff teach now, by the sections that they do: those of these members of staff, and of whoever teaches in
 * these organizations (each alone: name the subtree).
 */
export const TeachingPlaces = defineAsk('academics.teaching-places', {
  admits: ['leave'],
  input: z.object({ staffIds: z.array(id), organizationIds: z.array(id) }),
  output: z.array(z.object({ staffId: id, organizationId: id })),
});

/** The days from `from` to the day before `to` on which an organization teaches; `path` leads from the institution down to it. */
export const SchoolDays = defineAsk('academics.school-days', {
  admits: ['leave'],
  input: z.object({ path: z.array(id), from: schoolDay, to: schoolDay }),
  output: z.array(schoolDay),
});

/**
 * The sections of a term at these organizations (each organization alone: name the subtree), by their ids, with who is enrolled on
 * a day: a page after an id.
 */
export const TermRosters = defineAsk('academics.term-rosters', {
  admits: ['feedback'],
  input: z.object({
    sessionId: id,
    organizationIds: z.array(id),
    date: schoolDay,
    ...page,
  }),
  output: z.array(z.object({ sectionId: id, organizationId: id, studentIds: z.array(id) })),
});
