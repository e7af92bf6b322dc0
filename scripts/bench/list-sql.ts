import { databaseName, roleName } from '@learnova/platform/database';
import { Client } from 'pg';

/** The same ten fields in one statement over three schemas, which no subgraph may send. Whose they are is not looked at. */
const listSql = `
  select s.id, s.number, p.name, p.sort_name, o.name as organization,
    (
      select json_agg(json_build_object('from', e."from", 'section', c.title, 'course', course.title) order by e."from", e.id)
      from academics.section_enrollment e
      join academics.section c on c.id = e.section_id
      join academics.course course on course.id = c.course_id
      where e.student_id = s.id
    ) as enrollments,
    (
      select json_agg(json_build_object('recordedAt', newest.recorded_at, 'minutesLate', newest.minutes_late, 'code', newest.name))
      from (
        select m.recorded_at, m.minutes_late, code.name
        from attendance.attendance_mark m
        join attendance.attendance_code code on code.id = m.code_id
        where m.student_id = s.id order by m.starts_at desc limit 5
      ) newest
    ) as marks
  from users.student s
  join users.person p on p.id = s.id
  join users.organization o on o.id = s.organization_id
  where s.organization_id = $1
  order by p.sort_name, p.id limit $2
`;

/** The baseline: a login that, unlike any service, reads three services' schemas. */
export class ListSql implements AsyncDisposable {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async open(databaseUrl: string): Promise<ListSql> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    for (const name of ['users', 'academics', 'attendance'] as const) {
      const role = roleName(databaseName(databaseUrl), name);
      await client.query(`set role "${role}"`);
      await client.query(`grant usage on schema ${name} to current_user, session_user`);
      await client.query(`grant select on all tables in schema ${name} to session_user`);
    }
    await client.query('reset role');
    return new ListSql(client);
  }

  async students(organizationId: string, count: number): Promise<number> {
    const { rows } = await this.#client.query({
      name: 'list',
      text: listSql,
      values: [organizationId, count],
    });
    return rows.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}
