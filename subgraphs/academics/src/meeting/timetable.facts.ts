import { notFound, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import { Room } from '../room/room.entity.ts';
import type { Section } from '../section/section.entity.ts';
import { SectionStaff } from '../section-staff/section-staff.entity.ts';
import { AcademicSession } from '../session/academic-session.entity.ts';
import { schoolDaysOf } from '../session/calendar.rules.ts';
import { CalendarDay } from '../session/calendar-day.entity.ts';

/** What a section's meetings are decided upon. */
export interface Timetable {
  readonly term: AcademicSession;
  /** From the institution down to the section's organization. */
  readonly path: readonly string[];
  readonly teachers: readonly SectionStaff[];
}

export async function timetableOf(request: Request, section: Section): Promise<Timetable> {
  const organizationIds = [section.organizationId];
  const [organization] = await request.ask(Organizations, { organizationIds });
  const term = await request.em.findOneOrFail(AcademicSession, section.academicSessionId);
  const teachers = await request.em.find(SectionStaff, { sectionId: section.id });
  return { term, teachers, path: organization?.path ?? organizationIds };
}

/** The days from `from` to the day before `to` on which the section's school teaches. */
export async function schoolDays(
  request: Request,
  path: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlySet<string>> {
  const entries = await request.em.find(CalendarDay, {
    organizationId: { $in: [...path] },
    date: { $gte: from, $lt: to },
  });
  return schoolDaysOf(entries, path);
}

/**
 * A room in which the section may meet: one of its own organization's, or of one above it.
 * @param before the room in which it is already, where it may remain
 */
export async function roomFor(
  request: Request,
  path: readonly string[],
  roomId: string,
  before: string | null = null,
): Promise<Room> {
  const room = await request.em.findOne(Room, roomId);
  if (!room || !path.includes(room.organizationId)) throw notFound('room');
  if (room.isRetired && roomId !== before) {
    const sentence = `${room.name} is retired. Choose another room.`;
    throw refusal('ACADEMICS_ROOM_RETIRED', sentence, { field: ['input', 'roomId'] });
  }
  return room;
}
