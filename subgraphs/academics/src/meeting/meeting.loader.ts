import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { defineLists, known } from '../known.ts';
import { Room } from '../room/room.entity.ts';
import { visibleSections } from '../section/section.ties.ts';
import { among, holds } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';
import { Meeting } from './meeting.entity.ts';

const load = (request: Request, ids: readonly string[]) =>
  request.em.find(Meeting, { id: { $in: [...ids] } });

/** The door to meetings: whoever sees the section sees them. */
export const meetings = defineLoader<Meeting>({
  type: 'Meeting',
  load,
  async visible(request, rows) {
    const sections = rows.map(({ sectionId, organizationId }) => ({ id: sectionId, organizationId }));
    const visible = await visibleSections(request, sections);
    return rows.filter((row) => visible.has(row.sectionId));
  },
});

/** Meetings that are known to be part of the actor's own day. */
export const knownMeetings = defineLoader<Meeting>({ type: 'Meeting', load, visible: known });

/** Rooms of meetings that the actor sees already. */
export const knownRooms = defineLoader<Room>({
  type: 'Room',
  load: (request, ids) => request.em.find(Room, { id: { $in: [...ids] } }),
  visible: known,
});

/** Who teaches in a meeting: those who teach its section on its day. */
export const teachersOfMeeting = defineLists({
  type: 'Meeting.staff',
  load: (request, ids) =>
    request
      .reads<AcademicsTables>()
      .selectFrom('meeting')
      .innerJoin('section_staff', 'section_staff.section_id', 'meeting.section_id')
      .select(['meeting.id', 'section_staff.staff_id'])
      .distinct()
      .where(among('meeting.id', ids))
      .where(holds('section_staff', sql.ref('meeting.date')))
      .orderBy('section_staff.staff_id')
      .execute(),
  of: (row) => row.id,
  item: (row) => row.staff_id,
});

/** Ids only: the actor's rights to what was scheduled may have changed since. */
export const meetingsOfPattern = defineLists({
  type: 'MeetingPattern.meetings',
  load: (request, ids) =>
    request
      .reads<AcademicsTables>()
      .selectFrom('meeting')
      .select(['id', 'pattern_id'])
      .where(among('pattern_id', ids))
      .orderBy('starts_at')
      .orderBy('id')
      .execute(),
  of: (row) => row.pattern_id ?? '',
  item: (row) => row.id,
});
