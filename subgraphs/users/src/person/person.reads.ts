import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';

/** What a person is to which school: the facts that decide who may see them. */
export interface Ties {
  readonly id: string;
  /** The school that admitted them as a student. */
  readonly studentOf: string | null;
  /** The organization that employs them. */
  readonly staffOf: string | null;
  /** The schools of the children they guard or guarded; null for who is no guardian. */
  readonly guardianIn: readonly string[] | null;
}

export interface PersonRow extends Ties {
  readonly name: string;
  readonly sortName: string;
  readonly email: string | null;
  /** E.164 */
  readonly mobilePhone: string | null;
  /** Since when they may not sign in. */
  readonly deactivatedAt: Date | null;
  readonly version: number;
  /** What the school files a student under. */
  readonly number: string | null;
}

/** The columns of a `PersonRow`, from `peopleTables`. */
export const personColumns: RawBuilder<PersonRow> = sql`
  p.id, p.name, p.sort_name as "sortName", p.email, p.mobile_phone as "mobilePhone", p.deactivated_at as "deactivatedAt",
  p.version, s.number,
  s.organization_id as "studentOf", f.organization_id as "staffOf",
  case when g.id is not null then array(
    select distinct child.organization_id from guardianship gs join student child on child.id = gs.student_id
    where gs.guardian_id = g.id
  ) end as "guardianIn"`;

export const peopleTables: RawBuilder<unknown> = sql`
  person p left join student s on s.id = p.id left join staff f on f.id = p.id left join guardian g on g.id = p.id`;

export async function peopleById(request: Request, ids: readonly string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select ${personColumns} from ${peopleTables} where p.id = any(${ids}::uuid[])
  `.execute(request.reads<unknown>());
  return rows;
}
