import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { MeetingFacts } from '@learnova/schema/asks/academics';
import { RegisterCounts } from '@learnova/schema/asks/attendance';
import { sql } from 'kysely';
import { pathsOf } from '../person.ties.ts';

type Facts = Omit<MeetingFacts, 'studentIds'> & { readonly expected: number };

/** Which organization's day a change concerns. */
export interface Day {
  readonly organizationId: string;
  readonly date: string;
}

/**
 * Writes what stands now of these lessons in place of what was copied of them; of one that is no more, nothing stays. Whoever
 * calls it has taken the lessons' turns before asking for `meetings`.
 * @returns the days that it concerns, before and after
 */
export async function copyLessons(
  request: Request,
  meetingIds: readonly string[],
  meetings: readonly Facts[],
): Promise<Day[]> {
  const [counts, path] = [
    await request.ask(RegisterCounts, { registerIds: meetings.map(({ meetingId }) => meetingId) }),
    await pathsOf(
      request,
      meetings.map(({ organizationId }) => organizationId),
    ),
  ];
  const taken = new Map(counts.map(({ registerId, ...register }) => [registerId, register]));
  const lessons = meetings.map(({ meetingId, sectionId, date, startsAt, endsAt }) => ({
    ...{ meetingId, sectionId, date, startsAt, endsAt },
  }));
  const rolls = meetings.map(({ meetingId, organizationId, expected }, n) => ({
    ...lessons[n],
    path: path(organizationId),
    ...(taken.get(meetingId) ?? { version: 0, expected, present: 0, late: 0, absent: 0 }),
  }));
  const before = await removed(request, meetingIds);
  await fill(request, 'lesson', lessons);
  await fill(request, 'roll', rolls);
  return [...before, ...rolls.map((roll) => ({ path: roll.path, date: roll.date ?? '' }))].flatMap(
    ({ path: organizationIds, date }) => organizationIds.map((organizationId) => ({ organizationId, date })),
  );
}

interface Placed {
  readonly path: readonly string[];
  readonly date: string;
}

async function removed(request: Request, meetingIds: readonly string[]): Promise<Placed[]> {
  const tables = request.reads<unknown>();
  await sql`delete from lesson where meeting_id = any(${meetingIds}::uuid[])`.execute(tables);
  const { rows } = await sql<Placed>`
    delete from roll where meeting_id = any(${meetingIds}::uuid[]) returning path, date
  `.execute(tables);
  return rows;
}

/** Adds up the rolls of these days anew. Whoever calls it has taken the turns of the dates. */
export async function sumDays(request: Request, days: readonly Day[]): Promise<void> {
  const tables = request.reads<unknown>();
  const unique = [...new Map(days.map((day) => [`${day.organizationId} ${day.date}`, day])).values()];
  const wanted = sql`unnest(
    ${unique.map(({ organizationId }) => organizationId)}::uuid[], ${unique.map(({ date }) => date)}::date[]
  ) as wanted (organization_id, date)`;
  await sql`
    delete from office_day day using ${wanted}
    where day.organization_id = wanted.organization_id and day.date = wanted.date
  `.execute(tables);
  await sql`
    insert into office_day (organization_id, date, lessons, taken, expected, present, late, absent)
    select wanted.organization_id, wanted.date, count(*), count(*) filter (where version > 0), sum(expected), sum(present),
      sum(late), sum(absent)
    from ${wanted} join roll on roll.date = wanted.date and wanted.organization_id = any(roll.path)
    group by wanted.organization_id, wanted.date
  `.execute(tables);
}
