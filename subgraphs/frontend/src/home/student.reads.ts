import { defineLoader } from '@learnova/platform/loader';
import { addDays, dayOf } from '@learnova/platform/local-time';
import { sql } from 'kysely';
import { tiesOf } from '../person.ties.ts';
import { LessonToAttend } from './lesson.type.ts';
import { type DueRow, type Owed, owedOf } from './owed.type.ts';
import { StudentAttendance, StudentDayCounts } from './student-home.type.ts';

export interface Of<T> {
  readonly id: string;
  readonly value: T;
}

/** Lessons of today of students who may be known, by what they attend now: one statement for all of them. */
export const lessonsOfStudent = defineLoader<Of<readonly LessonToAttend[]>>({
  type: 'StudentHome.lessons',
  load: async (request, ids) => {
    const [{ planOf }, now] = [await tiesOf(request), await request.now()];
    const dayOfStudent = (id: string) => dayOf(now, planOf(id).timeZone);
    const dates = [...new Set(ids.map(dayOfStudent))];
    const sectionIds = [...new Set(ids.flatMap((id) => planOf(id).sectionIds))];
    const { rows } = await sql<LessonToAttend & { date: string }>`
      select meeting_id as "meetingId", section_id as "sectionId", date, starts_at as "startsAt", ends_at as "endsAt"
      from lesson where section_id = any(${sectionIds}::uuid[]) and date = any(${dates}::date[])
      order by starts_at, meeting_id
    `.execute(request.reads<unknown>());
    return ids.map((id) => ({
      id,
      value: rows
        .filter(
          ({ sectionId, date }) => date === dayOfStudent(id) && planOf(id).sectionIds.includes(sectionId),
        )
        .map((row) => Object.assign(new LessonToAttend(), row)),
    }));
  },
  visible: async (_request, rows) => rows,
});

/** Where there is no term, what was in the last days counts. */
const daysWithoutTerm = 90;

/** What registers say of students who may be known: one statement for all of them. */
export const attendanceOfStudent = defineLoader<Of<StudentAttendance>>({
  type: 'StudentHome.attendance',
  load: async (request, ids) => {
    const [{ planOf }, now] = [await tiesOf(request), await request.now()];
    const since = ids.map((id) => planOf(id).since ?? addDays(dayOf(now, 'UTC'), -daysWithoutTerm));
    const { rows } = await sql<StudentDayCounts & { studentId: string }>`
      select day.student_id as "studentId", day.date, day.present, day.late, day.absent, day.excused
      from unnest(${ids}::uuid[], ${since}::date[]) as wanted (id, since)
      join student_day day on day.student_id = wanted.id and day.date >= wanted.since
      order by day.date
    `.execute(request.reads<unknown>());
    return ids.map((id, n) => {
      const days = rows.filter(({ studentId }) => studentId === id);
      const sum = (name: 'present' | 'late' | 'absent' | 'excused') =>
        days.reduce((total, day) => total + day[name], 0);
      const value = Object.assign(new StudentAttendance(), {
        ...{ since: since[n] ?? '', present: sum('present'), late: sum('late'), absent: sum('absent') },
        ...{ excused: sum('excused'), days: days.map((day) => Object.assign(new StudentDayCounts(), day)) },
      });
      return { id, value };
    });
  },
  visible: async (_request, rows) => rows,
});

/** What is owed for students whose accounts may be seen: one statement for all of them. */
export const owedByStudent = defineLoader<Of<readonly Owed[]>>({
  type: 'StudentHome.owed',
  load: async (request, ids) => {
    const now = await request.now();
    const { rows } = await sql<
      Omit<DueRow, 'outstandingMinor'> & { studentId: string; outstandingMinor: string }
    >`
      select student_id as "studentId", due_on as "dueOn", time_zone as "timeZone", currency, 1 as invoices,
        outstanding_minor as "outstandingMinor"
      from open_invoice where student_id = any(${ids}::uuid[])
    `.execute(request.reads<unknown>());
    return ids.map((id) => {
      const mine = rows.filter(({ studentId }) => studentId === id);
      return {
        id,
        value: owedOf(
          mine.map((row) => ({ ...row, outstandingMinor: Number(row.outstandingMinor) })),
          now,
        ),
      };
    });
  },
  visible: async (_request, rows) => rows,
});
