import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import type { AttendanceTables } from '../tables.ts';

interface Roll {
  readonly id: string;
  readonly startsAt: Date;
  readonly expected: readonly string[];
}

/** The students of each register who are excused when its meeting begins: one query, however many registers. */
export async function excusedIn(
  request: Request,
  registers: readonly Roll[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const studentIds = [...new Set(registers.flatMap(({ expected }) => expected))];
  const times = registers.map(({ startsAt }) => startsAt.getTime());
  const rows =
    studentIds.length === 0
      ? []
      : await request
          .reads<AttendanceTables>()
          .selectFrom('excusal')
          .select(['student_id as studentId', 'starts_at as startsAt', 'ends_at as endsAt'])
          .where(sql<boolean>`student_id = any(${studentIds}::uuid[])`)
          .where('starts_at', '<=', new Date(Math.max(...times)))
          .where('ends_at', '>', new Date(Math.min(...times)))
          .execute();
  return new Map(
    registers.map(({ id, startsAt, expected }) => {
      const excused = rows.filter((row) => row.startsAt <= startsAt && startsAt < row.endsAt);
      return [id, new Set(excused.map((row) => row.studentId).filter((one) => expected.includes(one)))];
    }),
  );
}

/**
 * In SQL what `excusedIn` says: whether leave excuses the student of a mark when the meeting begins, wherever that was moved to.
 * @param mark the table or the query with the mark's columns
 */
export function isExcused(mark: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select from excusal e left join moved_meeting moved on moved.id = ${mark}.register_id
    where e.student_id = ${mark}.student_id
      and e.starts_at <= coalesce(moved.starts_at, ${mark}.starts_at) and e.ends_at > coalesce(moved.starts_at, ${mark}.starts_at)
  )`;
}

/** The registers that were taken of a student's meetings between two instants, or of such as were moved there or from there. */
export async function registersTaken(
  request: Request,
  studentId: string,
  from: Date,
  to: Date,
): Promise<string[]> {
  const rows = await request
    .reads<AttendanceTables>()
    .selectFrom('attendance_mark')
    .select('register_id as registerId')
    .distinct()
    .where('student_id', '=', studentId)
    .where((where) =>
      where.or([
        where.and([where('starts_at', '>=', from), where('starts_at', '<', to)]),
        where(
          'register_id',
          'in',
          where
            .selectFrom('moved_meeting')
            .select('id')
            .where('starts_at', '>=', from)
            .where('starts_at', '<', to),
        ),
      ]),
    )
    .execute();
  return rows.map(({ registerId }) => registerId);
}
