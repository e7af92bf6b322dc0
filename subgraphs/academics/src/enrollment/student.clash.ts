import type { Interval } from '@learnova/platform/interval';
import { timeOf } from '@learnova/platform/local-time';
import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Section } from '../section/section.entity.ts';
import { visibleSections } from '../section/section.ties.ts';

interface Clash {
  readonly date: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly other_starts_at: Date;
  readonly other_ends_at: Date;
  readonly other_section_id: string;
  readonly organization_id: string;
  readonly title: string;
}

export interface Wish extends Interval<string> {
  readonly section: Section;
  readonly studentId: string;
  readonly timeZone: string;
}

/**
 * Why a student cannot be in a section: the first meeting from now on at which they have to be in another. Looked up in the
 * student's turn when a student is enrolled; it is a check and no constraint, since a section may be scheduled anew for students
 * who are in it. So a meeting that is made meanwhile is one that could have been made afterwards.
 */
export async function studentClash(request: Request, wish: Wish): Promise<Refusal | null> {
  const clash = await firstClash(request, wish);
  if (!clash) return null;
  const isSeen = await visibleSections(request, [
    { id: clash.other_section_id, organizationId: clash.organization_id },
  ]);
  const title = isSeen.has(clash.other_section_id) ? clash.title : null;
  const at = (start: Date, end: Date) => `${timeOf(start, wish.timeZone)} to ${timeOf(end, wish.timeZone)}`;
  const sentence =
    `On ${clash.date} the student is in ${title ?? 'another section'} from ${at(clash.other_starts_at, clash.other_ends_at)}, ` +
    `and ${wish.section.title} meets from ${at(clash.starts_at, clash.ends_at)}. End the other enrollment first.`;
  return refusal('ACADEMICS_STUDENT_TAKEN', sentence, {
    field: ['input', 'studentId'],
    date: clash.date,
    wanted: {
      title: wish.section.title,
      startsAt: clash.starts_at.toISOString(),
      endsAt: clash.ends_at.toISOString(),
    },
    taken: {
      startsAt: clash.other_starts_at.toISOString(),
      endsAt: clash.other_ends_at.toISOString(),
      ...(title !== null && { title }),
    },
  });
}

async function firstClash(
  request: Request,
  { section, studentId, from, to }: Wish,
): Promise<Clash | undefined> {
  const now = await request.now();
  const { rows } = await sql<Clash>`
    select meeting.date, meeting.starts_at, meeting.ends_at, other.starts_at as other_starts_at,
      other.ends_at as other_ends_at, other.section_id as other_section_id, other.organization_id, section.title
    from meeting
    join section_enrollment enrollment
      on enrollment.student_id = ${studentId} and enrollment.section_id <> meeting.section_id
    join meeting other on other.section_id = enrollment.section_id
      and other.date >= enrollment."from" and (enrollment."to" is null or other.date < enrollment."to")
      and tstzrange(other.starts_at, other.ends_at, '[)') && tstzrange(meeting.starts_at, meeting.ends_at, '[)')
    join section on section.id = other.section_id
    where meeting.section_id = ${section.id} and meeting.ends_at > ${now}
      and meeting.date >= ${from} and (${to}::date is null or meeting.date < ${to}::date)
    order by meeting.starts_at, other.starts_at limit 1
  `.execute(request.reads());
  return rows[0];
}
