import type { Page } from '@learnova/platform/connection';
import { defineLoader } from '@learnova/platform/loader';
import { addDays } from '@learnova/platform/local-time';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id, instant } from '@learnova/schema/define';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { isExcused } from '../excusal/excusal.reads.ts';
import { AttendanceMark } from '../register/register.entity.ts';

/** Which marks are wanted, newest meeting first. */
export interface MarksWanted extends Page {
  /** First day, and first day after the last; null for no limit. */
  readonly from: string | null;
  readonly to: string | null;
}

interface StudentMarks {
  readonly key: string;
  readonly marks: readonly AttendanceMark[];
}

/** The place of a mark in the list. */
export const placeOf = ({ startsAt, registerId }: AttendanceMark) =>
  [startsAt.toISOString(), registerId] as const;
const place = z.tuple([instant, id]).nullable();

/** `<student> <what is wanted, as JSON>` */
const keyOf = (studentId: string, wanted: string) => `${studentId} ${wanted}`;

/** Marks of students whom the request may follow, which the field's policy has decided. One query for each wish. */
const studentMarksLoader = defineLoader<StudentMarks>({
  type: 'Student.attendance',
  keyOf: ({ key }) => key,
  keyOfReference: ({ key }) => key,
  load: async (request, keys) => {
    const wishes = new Map<string, string[]>();
    for (const key of keys) {
      const [studentId = '', wanted = ''] = key.split(' ');
      wishes.set(wanted, [...(wishes.get(wanted) ?? []), studentId]);
    }
    const granted = [...wishes].map(([wanted, studentIds]) => marksOf(request, studentIds, wanted));
    return (await Promise.all(granted)).flat();
  },
  visible: async (_request, marks) => marks,
});

/** What holds of one student; all students of whom a request wants the same take one query. */
export async function loadStudentMarks(request: Request, studentId: string, wanted: MarksWanted) {
  if (!place.safeParse(wanted.after).success) throw badInput(['after'], 'This is no cursor of this list.');
  const found = await request.load(studentMarksLoader, keyOf(studentId, JSON.stringify(wanted)));
  return found?.marks ?? [];
}

async function marksOf(
  request: Request,
  studentIds: readonly string[],
  wanted: string,
): Promise<StudentMarks[]> {
  const marks = new Map<string, AttendanceMark[]>(studentIds.map((studentId) => [studentId, []]));
  const { rows } = await standingMarks(studentIds, JSON.parse(wanted)).execute(request.reads());
  for (const row of rows) marks.get(row.studentId)?.push(Object.assign(new AttendanceMark(), row));
  return [...marks].map(([studentId, list]) => ({ key: keyOf(studentId, wanted), marks: list }));
}

/**
 * In SQL what `standing` says in code: of each register the highest layer, and in it the newest. A test holds them equal. Of each
 * student the index is read in the order of the list and only as far as the page goes, however long the student has been there.
 * (Lessons first, then what holds of each: of one `distinct on` for both, PostgreSQL 15 sorts all that there is.)
 */
export function standingMarks(studentIds: readonly string[], { from, to, limit, after }: MarksWanted) {
  const beyond = after === null ? sql`` : sql`and (starts_at, register_id) < (${after[0]}, ${after[1]})`;
  return sql<AttendanceMark>`
    select mark.*
    from unnest(${studentIds}::uuid[]) as student (id)
    cross join lateral (
      select distinct starts_at, register_id
      from attendance_mark
      where student_id = student.id ${between(from, to)} ${beyond}
      order by starts_at desc, register_id desc
      limit ${limit}
    ) lesson
    cross join lateral (
      select id, version, date, layer, starts_at as "startsAt", register_id as "registerId", student_id as "studentId",
        code_id as "codeId", minutes_late as "minutesLate", recorded_by as "recordedBy", recorded_at as "recordedAt",
        ${isExcused(sql`m`)} as "onLeave"
      from attendance_mark m
      where (m.student_id, m.starts_at, m.register_id) = (student.id, lesson.starts_at, lesson.register_id)
      order by layer = 'OFFICE' desc, version desc
      limit 1
    ) mark
    order by "studentId", "startsAt" desc, "registerId" desc
  `;
}

/** By the school's days; and by instants a day wider, which the index knows, since no time zone is further off. */
function between(from: string | null, to: string | null): RawBuilder<unknown> {
  const since =
    from === null
      ? sql``
      : sql`and date >= ${from} and starts_at >= ${addDays(from, -1)}::timestamp at time zone 'UTC'`;
  const until =
    to === null
      ? sql``
      : sql`and date < ${to} and starts_at < ${addDays(to, 1)}::timestamp at time zone 'UTC'`;
  return sql`${since} ${until}`;
}
