import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { type Kysely, sql } from 'kysely';
import { AttendanceMark } from '../register/register.entity.ts';
import type { AttendanceTables } from '../tables.ts';

/** Which marks are wanted, newest meeting first. */
export interface MarksWanted {
  /** First day, and first day after the last; null for no limit. */
  readonly from: string | null;
  readonly to: string | null;
  /** How many at most. */
  readonly limit: number;
  /** Only what comes after this place: the beginning of a meeting and its register. */
  readonly after: Place | null;
}

export type Place = readonly [startsAt: string, registerId: string];

/** What holds of a student in one register, with its place in the list. */
export interface PlacedMark {
  readonly mark: AttendanceMark;
  readonly place: Place;
}

interface StudentMarks {
  readonly key: string;
  readonly marks: readonly PlacedMark[];
}

/** `<student> <what is wanted, as JSON>` */
const keyOf = (studentId: string, wanted: string) => `${studentId} ${wanted}`;

/** Marks of students whom the request may follow, which the field's policy has decided. One statement for each wish. */
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

/** What holds of one student; all students of whom a request wants the same take one statement. */
export async function loadStudentMarks(request: Request, studentId: string, wanted: MarksWanted) {
  const found = await request.load(studentMarksLoader, keyOf(studentId, JSON.stringify(wanted)));
  return found?.marks ?? [];
}

async function marksOf(
  request: Request,
  studentIds: readonly string[],
  wanted: string,
): Promise<StudentMarks[]> {
  const marks = new Map<string, PlacedMark[]>(studentIds.map((studentId) => [studentId, []]));
  const rows = await standingMarks(request.reads<AttendanceTables>(), studentIds, JSON.parse(wanted));
  for (const { starts_at, ...row } of rows) {
    const mark = Object.assign(new AttendanceMark(), row);
    marks.get(row.studentId)?.push({ mark, place: [starts_at.toISOString(), row.registerId] });
  }
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
    .select(['id', 'version', 'date', 'layer', 'starts_at', 'register_id as registerId'])
    .select(['student_id as studentId', 'code_id as codeId', 'minutes_late as minutesLate'])
    .select(['recorded_by as recordedBy', 'recorded_at as recordedAt'])
    .where('number', '<=', sql<string>`${limit}`)
    .orderBy('student_id')
    .orderBy('number')
    .execute();
}
