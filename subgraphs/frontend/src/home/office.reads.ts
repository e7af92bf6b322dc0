import { defineLoader } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import { sql } from 'kysely';
import { LessonToTake } from './lesson.type.ts';
import { OfficeAttendance, OfficeDayCounts } from './office-home.type.ts';
import { type DueRow, type Owed, owedOf } from './owed.type.ts';

/** Days of the line, and lessons of the list. */
const [days, listed] = [20, 20];

interface Attendance {
  readonly id: string;
  readonly attendance: OfficeAttendance;
}

/** Of organizations whose screens are shown already: two statements, however many and however large. */
export const attendanceOfOffice = defineLoader<Attendance>({
  type: 'OfficeHome.attendance',
  load: async (request, ids) => {
    const now = await request.now();
    const places = await request.ask(Organizations, { organizationIds: [...ids].sort() });
    const today = places.map(({ organizationId: id, timeZone }) => ({ id, date: dayOf(now, timeZone) }));
    const [recent, missing] = [await recentDays(request, today), await missingOn(request, today, now)];
    return today.map(({ id, date }) => {
      const mine = recent.filter((day) => day.organizationId === id);
      const lessons = missing.filter((lesson) => lesson.organizationId === id);
      const none = { date, lessons: 0, taken: 0, expected: 0, present: 0, late: 0, absent: 0 };
      const attendance = Object.assign(new OfficeAttendance(), {
        today: Object.assign(new OfficeDayCounts(), mine.find((day) => day.date === date) ?? none),
        recent: mine.map((day) => Object.assign(new OfficeDayCounts(), day)),
        missingCount: lessons[0]?.count ?? 0,
        missing: lessons.map((lesson) => Object.assign(new LessonToTake(), lesson)),
      });
      return { id, attendance };
    });
  },
  visible: async (_request, rows) => rows,
});

interface Today {
  readonly id: string;
  readonly date: string;
}

const among = (today: readonly Today[]) => sql`unnest(
  ${today.map(({ id }) => id)}::uuid[], ${today.map(({ date }) => date)}::date[]
) as here (id, today)`;

async function recentDays(request: Request, today: readonly Today[]) {
  const { rows } = await sql<OfficeDayCounts & { organizationId: string }>`
    select newest.* from ${among(today)} cross join lateral (
      select organization_id as "organizationId", date, lessons, taken, expected, present, late, absent
      from office_day where organization_id = here.id and date <= here.today order by date desc limit ${days}
    ) newest order by date
  `.execute(request.reads<unknown>());
  return rows;
}

async function missingOn(request: Request, today: readonly Today[], now: Date) {
  const { rows } = await sql<LessonToTake & { organizationId: string; count: number }>`
    select first.* from ${among(today)} cross join lateral (
      select here.id as "organizationId", (count(*) over ())::int as count, meeting_id as "meetingId", section_id as "sectionId",
        starts_at as "startsAt", ends_at as "endsAt", false as "isTaken", expected, present, late, absent
      from roll where date = here.today and here.id = any(path) and version = 0 and starts_at <= ${now}
      order by starts_at, meeting_id limit ${listed}
    ) first order by "startsAt", "meetingId"
  `.execute(request.reads<unknown>());
  return rows;
}

interface OfOffice {
  readonly id: string;
  readonly owed: readonly Owed[];
}

/** What is owed to organizations and all below them: one statement. */
export const owedToOffice = defineLoader<OfOffice>({
  type: 'OfficeHome.owed',
  load: async (request, ids) => {
    const { rows } = await sql<DueRow & { organizationId: string; outstandingMinor: string }>`
      select organization_id as "organizationId", due_on as "dueOn", time_zone as "timeZone", currency, invoices,
        outstanding_minor as "outstandingMinor"
      from owed_day where organization_id = any(${ids}::uuid[])
    `.execute(request.reads<unknown>());
    const now = await request.now();
    return ids.map((id) => {
      const mine = rows.filter(({ organizationId }) => organizationId === id);
      return {
        id,
        owed: owedOf(
          mine.map((row) => ({ ...row, outstandingMinor: Number(row.outstandingMinor) })),
          now,
        ),
      };
    });
  },
  visible: async (_request, rows) => rows,
});
