import { defineLoader } from '@learnova/platform/loader';
import { addDays, dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { Rosters } from '@learnova/schema/asks/academics';
import { sql } from 'kysely';
import { tiesOf } from '../person.ties.ts';
import type { Of } from './student.reads.ts';
import { LeaveAhead, NewResult } from './student-home.type.ts';
import { StudentOnLeave } from './teacher-home.type.ts';

/** How many days a result is new, and how many of these are shown. */
const [daysNew, shown] = [30, 5];

/** Results of students who may be known that can be seen since a while, the last first: one statement for all of them. */
export const newResultsOfStudent = defineLoader<Of<readonly NewResult[]>>({
  type: 'StudentHome.results',
  load: async (request, ids) => {
    const since = addDays(dayOf(await request.now(), 'UTC'), -daysNew);
    const { rows } = await sql<NewResult & { studentId: string }>`
      select newest.* from unnest(${ids}::uuid[]) as wanted (id) cross join lateral (
        select student_id as "studentId", result_id as "resultId", section_id as "sectionId", published_at as "publishedAt"
        from published_result where student_id = wanted.id and published_at >= ${since}::date
        order by published_at desc, section_id limit ${shown}
      ) newest order by "publishedAt" desc, "sectionId"
    `.execute(request.reads<unknown>());
    return ids.map((id) => ({
      id,
      value: rows
        .filter(({ studentId }) => studentId === id)
        .map((row) => Object.assign(new NewResult(), row)),
    }));
  },
  visible: async (_request, rows) => rows,
});

/** Leave of students who may be known that has not ended, by its days: one statement for all of them. */
export const leaveOfStudent = defineLoader<Of<readonly LeaveAhead[]>>({
  type: 'StudentHome.leave',
  load: async (request, ids) => {
    const [{ planOf }, now] = [await tiesOf(request), await request.now()];
    const today = ids.map((id) => dayOf(now, planOf(id).timeZone));
    const { rows } = await sql<LeaveAhead & { personId: string }>`
      select person_id as "personId", first_day as "firstDay", last_day as "lastDay", is_approved as "isApproved"
      from unnest(${ids}::uuid[], ${today}::date[]) as wanted (id, today)
      join family_leave on person_id = wanted.id and last_day >= wanted.today
      order by first_day, leave_request_id
    `.execute(request.reads<unknown>());
    return ids.map((id) => ({
      id,
      value: rows
        .filter(({ personId }) => personId === id)
        .map((row) => Object.assign(new LeaveAhead(), row)),
    }));
  },
  visible: async (_request, rows) => rows,
});

/** Who of the sections that the person teaches now is on leave on a day: who is in them is asked, what is copied decides nothing. */
export async function studentsOnLeave(request: Request, date: string): Promise<StudentOnLeave[]> {
  const sectionIds = [...(await tiesOf(request)).taught.sectionIds].sort();
  if (sectionIds.length === 0) return [];
  const rosters = await request.ask(Rosters, { sectionIds });
  const attended = rosters.flatMap(({ sectionId, studentIds }) =>
    studentIds.map((studentId) => ({ sectionId, studentId })),
  );
  const { rows } = await sql<StudentOnLeave>`
    select person_id as "studentId", attended.section_id as "sectionId", from_at as "from", to_at as "to"
    from unnest(${attended.map((one) => one.sectionId)}::uuid[], ${attended.map((one) => one.studentId)}::uuid[])
      as attended (section_id, student_id)
    join leave_day on person_id = attended.student_id and date = ${date}
    order by attended.section_id, person_id, from_at
  `.execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new StudentOnLeave(), row));
}

interface Waiting {
  readonly id: string;
  readonly count: number;
}

/** Requests for leave that wait in organizations and all below them: one statement. */
export const leaveWaitingIn = defineLoader<Waiting>({
  type: 'OfficeHome.leaveWaiting',
  load: async (request, ids) => {
    const { rows } = await sql<Waiting>`
      select here.id, count(leave_request_id)::int as count
      from unnest(${ids}::uuid[]) as here (id) left join waiting_leave on here.id = any(path)
      group by here.id
    `.execute(request.reads<unknown>());
    return rows;
  },
  visible: async (_request, rows) => rows,
});
