import { answer } from '@learnova/platform/ask/answer';
import { idsIn } from '@learnova/platform/ask/ids-in';
import { RegisterCounts, StudentDays } from '@learnova/schema/asks/attendance';
import { type RawBuilder, sql } from 'kysely';
import { isExcused } from '../excusal/excusal.reads.ts';

/** How many of the standing marks `held` are what: in SQL what `statusOf` says in code. A test holds them equal. */
const counts = sql`
  count(*) filter (where code.category = 'PRESENT')::int as present,
  count(*) filter (where code.category = 'LATE')::int as late,
  count(*) filter (where code.category = 'ABSENT')::int as absent,
  count(*) filter (where code.category = 'ABSENT' and (
    code.excused or held.layer = 'TEACHER' and ${isExcused(sql`held`)}
  ))::int as excused`;

/** In SQL what `standing` says in code: of each register and student the highest layer, and in it the newest. */
const held = (condition: RawBuilder<unknown>) => sql`
  select distinct on (student_id, register_id) student_id, register_id, date, starts_at, layer, code_id from attendance_mark
  where ${condition} order by student_id, register_id, layer = 'OFFICE' desc, version desc`;

interface Counted {
  readonly present: number;
  readonly late: number;
  readonly absent: number;
  readonly excused: number;
}

export const answerRegisterCounts = answer(RegisterCounts, async (request, { registerIds }) => {
  const { rows } = await sql<Counted & { registerId: string; version: number; expected: number }>`
    with taken as (
      select register_id, max(version) as version, max(cardinality(expected)) as expected from register_version
      where register_id = any(${registerIds}::uuid[]) group by register_id
    )
    select taken.register_id as "registerId", taken.version, taken.expected, ${counts}
    from taken
    left join (${held(sql`register_id = any(${registerIds}::uuid[])`)}) held on held.register_id = taken.register_id
    left join attendance_code code on code.id = held.code_id
    group by taken.register_id, taken.version, taken.expected
  `.execute(request.reads<unknown>());
  return rows.map(({ excused: _excused, ...row }) => row);
});

export const answerStudentDays = answer(StudentDays, async (request, { studentIds, date, ...page }) => {
  const ids = studentIds ?? (await idsIn(request, 'attendance_mark', 'student_id', page));
  const ofDay = date === null ? sql`` : sql`and date = ${date}`;
  const { rows } = await sql<Counted & { studentId: string; date: string }>`
    select held.student_id as "studentId", held.date, ${counts}
    from (${held(sql`student_id = any(${ids}::uuid[]) ${ofDay}`)}) held
    join attendance_code code on code.id = held.code_id
    group by held.student_id, held.date order by held.student_id, held.date
  `.execute(request.reads<unknown>());
  const days = Map.groupBy(rows, ({ studentId }) => studentId);
  return ids.map((studentId) => ({
    studentId,
    days: (days.get(studentId) ?? []).map(({ studentId: _id, ...day }) => day),
  }));
});
