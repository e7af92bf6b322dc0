import { fill } from '@learnova/platform/fill';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import type { School, SchoolOrganization, SchoolSession } from '@learnova/schema/school';
import { bookingsOf } from './meeting/booking.rules.ts';
import { teachersOn } from './meeting/meeting.rules.ts';

/** Writes the terms, sections, programs, enrollments and meetings of a school into empty tables, one statement a table. */
export async function seedAcademics(request: Request, school: School): Promise<void> {
  const changedAt = await request.now();
  const zoneOf = zones(school.organizations, school.sessions);
  const sections = new Map(school.sections.map((section) => [section.id, section]));
  const fresh = (sectionId: string) => ({
    organizationId: sections.get(sectionId)?.organizationId,
    version: 1,
    changedAt,
  });

  const offered = { isRetired: false, version: 1 };
  const calendar = school.calendar.map(({ schoolDay, ...day }) => ({ ...day, isSchoolDay: schoolDay }));
  const staff = school.sections.flatMap(({ id, staff }) =>
    staff.map((one) => ({ id: newId(), sectionId: id, version: 1, ...one })),
  );
  const bookings = school.meetings.flatMap(({ id, sectionId, roomId, date, ...at }) => {
    const meeting = { id, roomId, startsAt: new Date(at.startsAt), endsAt: new Date(at.endsAt) };
    return bookingsOf(meeting, teachersOn(date, sections.get(sectionId)?.staff ?? []));
  });

  const rows: Record<string, readonly object[]> = {
    academic_session: school.sessions.map((one) => ({ ...one, version: 1 })),
    calendar_day: calendar,
    room: school.rooms.map((one) => ({ ...one, ...offered })),
    course: school.courses.map((one) => ({ ...one, ...offered })),
    section: school.sections.map((one) => ({
      ...one,
      ...{ academicSessionId: one.sessionId, isClosed: false, version: 1 },
    })),
    section_staff: staff,
    school_enrollment: school.schoolEnrollments.map((one) => ({
      ...one,
      ...{ timeZone: zoneOf(one.organizationId), version: 1, changedAt },
    })),
    section_enrollment: school.sectionEnrollments.map((one) => ({ ...one, ...fresh(one.sectionId) })),
    program: school.programs.offered.map((one) => ({ ...one, ...offered })),
    program_enrollment: school.programs.enrollments.map((one) => ({ ...one, version: 1, changedAt })),
    meeting: school.meetings.map((one) => ({ ...one, ...fresh(one.sectionId) })),
    booking: bookings,
  };
  for (const [table, values] of Object.entries(rows)) await fill(request, table, values);
}

/** The time zone of an organization: that of its own sessions, or of the nearest organization above it that has any. */
function zones(organizations: readonly SchoolOrganization[], sessions: readonly SchoolSession[]) {
  const parents = new Map(organizations.map(({ id, parentId }) => [id, parentId]));
  const zoneOf = (id: string): string => {
    const session = sessions.find(({ organizationId }) => organizationId === id);
    const parentId = parents.get(id);
    if (session) return session.timeZone;
    if (!parentId) throw new Error(`organization ${id} has no academic session, nor has any above it`);
    return zoneOf(parentId);
  };
  return zoneOf;
}
