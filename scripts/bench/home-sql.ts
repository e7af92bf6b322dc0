import { Client } from 'pg';

/** The office's numbers of a day, counted over the tables of two services, which no service may do. Whose they are is not looked at. */
const countSql = `
  with lesson as (
    select meeting.id, section_id from academics.meeting join academics.section on section.id = meeting.section_id
    where section.organization_id = $1 and date = $2
  ), taken as (
    select register_id as id, cardinality(expected) as expected from attendance.register_version
    where register_id in (select id from lesson) and version = 1
  ), said as (
    select distinct on (register_id, student_id) category
    from attendance.attendance_mark mark join attendance.attendance_code code on code.id = mark.code_id
    where register_id in (select id from lesson) order by register_id, student_id, version desc
  )
  select
    (select count(*)::integer from lesson) as lessons,
    (select count(*)::integer from taken) as taken,
    (select coalesce(sum(expected), 0)::integer from taken) + (
      select count(*)::integer from lesson join academics.section_enrollment e using (section_id)
      where e."from" <= $2 and (e."to" is null or e."to" > $2) and lesson.id not in (select id from taken)
    ) as expected,
    (select count(*)::integer from said where category = 'PRESENT') as present,
    (select count(*)::integer from said where category = 'LATE') as late,
    (select count(*)::integer from said where category = 'ABSENT') as absent
`;

export interface DayCounts {
  readonly lessons: number;
  readonly taken: number;
  readonly expected: number;
  readonly present: number;
  readonly late: number;
  readonly absent: number;
}

/** The baseline: the login that owns the database. */
export class HomeSql implements AsyncDisposable {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async open(databaseUrl: string): Promise<HomeSql> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    return new HomeSql(client);
  }

  async day(organizationId: string, date: string): Promise<DayCounts> {
    const values = [organizationId, date];
    const { rows } = await this.#client.query<DayCounts>({ name: 'count', text: countSql, values });
    const [counts] = rows;
    if (!counts) throw new Error('a count answers with a row');
    return counts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}
