import { addDays } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { tiesOf } from '../person.ties.ts';
import { LessonToTake } from './lesson.type.ts';

/** Days before today of which a register that was not taken is still asked for. */
const daysBack = 7;

/** Lessons of the sections that the person teaches now: who teaches is asked, what is copied decides nothing. */
export async function lessonsToTake(request: Request, date: string): Promise<LessonToTake[]> {
  return lessonsOf(request, sql`date = ${date}`);
}

/** Those of the last days, and of today, that have ended and whose register was not taken. */
export async function registersMissing(request: Request, date: string): Promise<LessonToTake[]> {
  const now = await request.now();
  return lessonsOf(
    request,
    sql`date <= ${date} and date >= ${addDays(date, -daysBack)} and version = 0 and ends_at <= ${now}`,
  );
}

async function lessonsOf(request: Request, condition: ReturnType<typeof sql>): Promise<LessonToTake[]> {
  const { taught } = await tiesOf(request);
  const { rows } = await sql<LessonToTake>`
    select meeting_id as "meetingId", section_id as "sectionId", starts_at as "startsAt", ends_at as "endsAt",
      version > 0 as "isTaken", expected, present, late, absent
    from roll where section_id = any(${taught.sectionIds}::uuid[]) and ${condition} order by starts_at, meeting_id
  `.execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new LessonToTake(), row));
}
