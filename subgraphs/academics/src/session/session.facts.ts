import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { sql } from 'kysely';
import { AcademicSession, SessionKind } from './academic-session.entity.ts';
import type { SessionDays, SessionFacts } from './session.rules.ts';

/** Whoever decides upon what lies in a term shares its turn; whoever changes the term takes it alone. */
export const turnOf = (academicSessionId: string) => `term ${academicSessionId}`;

/** The sessions of an organization are decided upon one after another: a year is not cut while a term is made in it. */
export async function takeSessionsTurn(
  request: Request,
  organizationId: string,
  ...terms: readonly string[]
): Promise<void> {
  await takeTurns(request, [`sessions of ${organizationId}`, ...terms.map(turnOf)]);
}

/** What a session is decided upon: of those of its organization, all but itself. */
export async function factsOf(
  request: Request,
  organizationId: string,
  { id, parentId }: Pick<AcademicSession, 'id' | 'parentId'>,
): Promise<SessionFacts> {
  const all = await request.em.find(AcademicSession, { organizationId });
  const others = all.filter((one) => one.id !== id);
  return {
    year: all.find((one) => one.id === parentId) ?? null,
    titles: others.map(({ title }) => title),
    siblings: others.filter((one) => one.parentId === parentId),
  };
}

/** From the first to after the last day of what lies in a session; null where nothing does. */
export async function heldIn(request: Request, session: AcademicSession): Promise<SessionDays | null> {
  const { subtree } = await placeOf(request, session.organizationId);
  const held = session.kind === SessionKind.TERM ? inTerm(session) : inYear(session, subtree);
  const { rows } = await sql<{ from: string | null; to: string | null }>`
    select min("from")::text as "from", max("to")::text as "to" from (${held}) held
  `.execute(request.reads<unknown>());
  const [row] = rows;
  return row?.from && row.to ? { from: row.from, to: row.to } : null;
}

/** Who is there for as long as the section is taught has no last day of their own. What never holds lies nowhere. */
function inTerm({ id }: AcademicSession) {
  const ofTerm = sql`section_id in (select id from section where academic_session_id = ${id})`;
  return sql`
    select date as "from", date + 1 as "to" from meeting where ${ofTerm}
    union all select "from", coalesce("to", "from" + 1) from section_enrollment
      where ${ofTerm} and ("to" is null or "to" > "from")
    union all select "from", coalesce("to", "from" + 1) from section_staff
      where ${ofTerm} and ("to" is null or "to" > "from")
  `;
}

function inYear({ id, from, to }: AcademicSession, subtree: readonly string[]) {
  return sql`
    select "from", "to" from academic_session where parent_id = ${id}
    union all select date, date + 1 from calendar_day
      where organization_id = any(${subtree}::uuid[]) and is_school_day and date >= ${from} and date < ${to}
  `;
}
