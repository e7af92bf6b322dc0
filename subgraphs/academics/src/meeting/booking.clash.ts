import { timeOf } from '@learnova/platform/local-time';
import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Names } from '@learnova/schema/asks/users';
import { sql } from 'kysely';
import type { Room } from '../room/room.entity.ts';
import type { Section } from '../section/section.entity.ts';
import { visibleSections } from '../section/section.ties.ts';
import type { Held } from './booking.rules.ts';

/** The first booking that stands in the way, with what it stands in the way of. */
interface Clash {
  readonly kind: Held['kind'];
  readonly resource_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly date: string;
  readonly wanted_starts_at: Date;
  readonly wanted_ends_at: Date;
  readonly meeting_id: string;
  readonly section_id: string;
  readonly organization_id: string;
  readonly title: string;
}

export interface Wish {
  readonly section: Section;
  readonly room: Room | null;
  readonly timeZone: string;
  readonly bookings: readonly Held[];
  /** The field of the input that sets the time, or who is to be there at that time. */
  readonly timeField: 'startTime' | 'startsAt' | 'staffId';
}

/** Why the wished bookings cannot be made: who has the room or the teacher on the first day of a clash. Null if nobody. */
export async function bookingClash(request: Request, wish: Wish): Promise<Refusal | null> {
  const clash = await firstClash(request, wish.bookings);
  if (!clash) return null;
  const { date, kind } = clash;
  const isSeen = await visibleSections(request, [
    { id: clash.section_id, organizationId: clash.organization_id },
  ]);
  const [other, wanted] = [
    isSeen.has(clash.section_id) ? clash.title : 'another section',
    wish.section.title,
  ];
  const at = (start: Date, end: Date) => `${timeOf(start, wish.timeZone)} to ${timeOf(end, wish.timeZone)}`;
  const sentence =
    `${await nameOf(request, clash, wish)} is taken on ${date} from ${at(clash.starts_at, clash.ends_at)} by ${other}; ` +
    `${wanted} would meet from ${at(clash.wanted_starts_at, clash.wanted_ends_at)}. `;
  const advice =
    wish.timeField === 'staffId' ? 'Move one of the two, or choose other days.' : 'Choose another time.';
  return refusal(
    `ACADEMICS_${kind === 'ROOM' ? 'ROOM' : 'TEACHER'}_TAKEN`,
    `${sentence}${kind === 'ROOM' ? 'Choose another time or room.' : advice}`,
    {
      field: ['input', kind === 'ROOM' ? 'roomId' : wish.timeField],
      date,
      resourceId: clash.resource_id,
      wanted: {
        title: wanted,
        startsAt: clash.wanted_starts_at.toISOString(),
        endsAt: clash.wanted_ends_at.toISOString(),
      },
      taken: {
        startsAt: clash.starts_at.toISOString(),
        endsAt: clash.ends_at.toISOString(),
        ...(isSeen.has(clash.section_id) && { title: clash.title, meetingId: clash.meeting_id }),
      },
    },
  );
}

/** The earliest wanted booking that overlaps one of another meeting. */
export async function firstClash(request: Request, bookings: readonly Held[]): Promise<Clash | undefined> {
  const wanted = JSON.stringify(
    bookings.map(({ meetingId, resourceId, startsAt, endsAt }) => ({
      meeting_id: meetingId,
      resource_id: resourceId,
      starts_at: startsAt,
      ends_at: endsAt,
    })),
  );
  const { rows } = await sql<Clash>`
    select booking.kind, booking.resource_id, booking.starts_at, booking.ends_at, meeting.date,
      wanted.starts_at as wanted_starts_at, wanted.ends_at as wanted_ends_at,
      meeting.id as meeting_id, meeting.section_id, meeting.organization_id, section.title
    from jsonb_to_recordset(${wanted}::jsonb)
      as wanted (meeting_id uuid, resource_id uuid, starts_at timestamptz, ends_at timestamptz)
    join booking on booking.resource_id = wanted.resource_id and booking.meeting_id <> wanted.meeting_id
      and tstzrange(booking.starts_at, booking.ends_at, '[)') && tstzrange(wanted.starts_at, wanted.ends_at, '[)')
    join meeting on meeting.id = booking.meeting_id
    join section on section.id = meeting.section_id
    order by wanted.starts_at, booking.kind, booking.starts_at limit 1
  `.execute(request.reads());
  return rows[0];
}

async function nameOf(request: Request, clash: Clash, { room }: Wish): Promise<string> {
  if (clash.kind === 'ROOM') return room?.name ?? 'The room';
  const [teacher] = await request.ask(Names, { personIds: [clash.resource_id] });
  return teacher?.name ?? 'The teacher';
}
