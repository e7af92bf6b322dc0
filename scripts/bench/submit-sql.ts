import { databaseName, roleName } from '@learnova/platform/database';
import { newId } from '@learnova/platform/ids';
import { topic } from '@learnova/schema/topics';
import { Pool } from 'pg';
import type { Submission } from './submissions.ts';

/**
 * The rows of one submission in one statement, and so in one transaction and one round trip: nothing is read, nothing is
 * decided, nobody is asked. No program can be faster on these tables.
 */
const submitSql = `
  with version as (
    insert into register_version
      (register_id, version, step, section_id, organization_id, date, starts_at, expected, recorded_by, recorded_at)
    values ($1, 1, 'SUBMITTED', $2, $3, $4, $5, $6, $7, now())
  ), marks as (
    insert into attendance_mark
      (id, register_id, version, student_id, date, starts_at, code_id, minutes_late, layer, recorded_by, recorded_at)
    select said.id, $1, 1, said.student, $4, $5, said.code, null, 'TEACHER', $7, now()
    from unnest($8::uuid[], $6::uuid[], $9::uuid[]) as said (id, student, code)
  ), message as (
    insert into outbox_message
      (id, kind, name, payload, aggregate_id, version, organization_id, actor_id, request_id, occurred_at, live)
    values ($10, 'event', 'attendance.register-submitted', $11, $1, 1, $3, $7, $12, now(), $13)
  )
  insert into idempotency_entry (actor_id, operation, key, input_hash, aggregate_id, version, created_at)
  values ($7, 'submitRegister', $14, $15, $1, 1, now())
`;

/** The baseline: connections like the subgraph's own, under its role, with the statement prepared. */
export class SubmitSql implements AsyncDisposable {
  readonly #pool: Pool;

  constructor(databaseUrl: string, connections: number) {
    const role = roleName(databaseName(databaseUrl), 'attendance');
    this.#pool = new Pool({
      connectionString: databaseUrl,
      max: connections,
      options: `-c role=${role} -c search_path=attendance`,
    });
  }

  async submit({ meeting, teacherId, marks, boards, organizationId }: Submission): Promise<void> {
    const { id, sectionId, date, startsAt } = meeting;
    const studentIds = marks.map(({ studentId }) => studentId);
    const roll = { typename: 'Register', key: { id }, version: 1 };
    const live = [
      { topic: topic('attendance.section', sectionId), ...roll },
      ...boards.map((board) => ({ topic: topic('attendance.board', board), ...roll })),
      ...studentIds.map((studentId) => ({
        topic: topic('attendance.student', studentId),
        ...{ typename: 'AttendanceMark', key: { registerId: id, studentId }, version: 1 },
      })),
    ];
    const payload = { registerId: id, sectionId, date, studentIds };
    const values = [
      ...[id, sectionId, organizationId, date, startsAt, studentIds, teacherId, marks.map(newId)],
      ...[marks.map(({ codeId }) => codeId), newId(), JSON.stringify(payload), newId(), JSON.stringify(live)],
      ...[newId(), '0'.repeat(64)],
    ];
    await this.#pool.query({ name: 'submit', text: submitSql, values });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }
}
