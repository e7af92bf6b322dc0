import type { Page } from '@learnova/platform/connection';
import { defineLoader } from '@learnova/platform/loader';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id, instant } from '@learnova/schema/define';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { AttendanceMark } from '../register/register.entity.ts';
import type { AttendanceTables } from '../tables.ts';

/** Which marks are wanted, newest meeting first. */
export interface MarksWanted extends Page {
  /** First day, and first day after the last; null for no limit. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What holds of a student in one register, with the beginning of its meeting, by which the list is sorted. */
export type StudentMark = AttendanceMark & { readonly startsAt: Date };

interface StudentMarks {
  readonly key: string;
  readonly marks: readonly StudentMark[];
}

/** The place of a mark in the list. */
export const placeOf = ({ startsAt, registerId }: StudentMark) =>
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
  const marks = new Map<string, StudentMark[]>(studentIds.map((studentId) => [studentId, []]));
  const rows = await standingMarks(request.reads<AttendanceTables>(), studentIds, JSON.parse(wanted));
  for (const row of rows) marks.get(row.studentId)?.push(Object.assign(new AttendanceMark(), row));
  return [...marks].map(([studentId, list]) => ({ key: keyOf(studentId, wanted), marks: list }));
}

/** In SQL what `standing` says in code: of each register the highest layer, and in it the newest. A test holds them equal. */
function standingMarks(
  db: Kysely<AttendanceTables>,
  studentIds: readonly string[],
  { from, to, limit, after }: MarksWanted,
) {
  return db
    .with('standing', (marks) =>
      marks
        .selectFrom('attendance_mark as mark')
        .distinctOn(['mark.student_id', 'mark.register_id'])
        .innerJoin('register_version as entry', (join) =>
          join
            .onRef('entry.register_id', '=', 'mark.register_id')
            .onRef('entry.version', '=', 'mark.version'),
        )
        .selectAll('mark')
        .select('entry.starts_at')
        .where('mark.student_id', 'in', studentIds)
        .$if(from !== null, (query) => query.where('mark.date', '>=', from))
        .$if(to !== null, (query) => query.where('mark.date', '<', to))
        .orderBy('mark.student_id')
        .orderBy('mark.register_id')
        .orderBy(sql`mark.layer = 'OFFICE'`, 'desc')
        .orderBy('mark.version', 'desc'),
    )
    .with('numbered', (marks) =>
      marks
        .selectFrom('standing')
        .selectAll()
        .select(
          sql<string>`row_number() over (partition by student_id order by starts_at desc, register_id desc)`.as(
            'number',
          ),
        )
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(starts_at, register_id) < (${after?.[0]}, ${after?.[1]})`),
        ),
    )
    .selectFrom('numbered')
    .select(['id', 'version', 'date', 'layer', 'starts_at as startsAt', 'register_id as registerId'])
    .select(['student_id as studentId', 'code_id as codeId', 'minutes_late as minutesLate'])
    .select(['recorded_by as recordedBy', 'recorded_at as recordedAt'])
    .where('number', '<=', sql<string>`${limit}`)
    .orderBy('student_id')
    .orderBy('number')
    .execute();
}
