import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
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

/** The registers that were taken of a student's meetings between two instants. */
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
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .execute();
  return rows.map(({ registerId }) => registerId);
}
