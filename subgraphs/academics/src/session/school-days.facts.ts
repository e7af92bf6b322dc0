import { type Place, placesOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { sql } from 'kysely';
import type { AcademicsTables } from '../tables.ts';
import { AcademicSession, SessionKind } from './academic-session.entity.ts';
import { type CalendarEntry, schoolDaysOf } from './calendar.rules.ts';
import { CalendarDay } from './calendar-day.entity.ts';
import { among } from './holding.sql.ts';
import { turnOf } from './session.facts.ts';
import type { SessionDays } from './session.rules.ts';

/** No school year is cut meanwhile, and nothing is scheduled in a term that has one of the days. */
export async function takeCalendarTurn(
  request: Request,
  place: Place,
  { from, to }: SessionDays,
): Promise<void> {
  const near = [...place.path, ...place.subtree];
  const terms = await request.em.find(AcademicSession, {
    ...{ organizationId: { $in: near }, kind: SessionKind.TERM, from: { $lt: to }, to: { $gt: from } },
  });
  const turns = [...place.path.map((id) => `sessions of ${id}`), ...terms.map(({ id }) => turnOf(id))];
  await takeTurns(request, turns);
}

/** School years of the organization, and of those above it. */
export function yearsAbove(request: Request, { path }: Place): Promise<AcademicSession[]> {
  return request.em.find(AcademicSession, { organizationId: { $in: path }, parentId: null });
}

/** The days on which something meets where the school would be closed, if its calendar said so of these. */
export async function meetingsOnClosed(
  request: Request,
  { organizationId, subtree }: Place,
  dates: readonly string[],
): Promise<string[]> {
  const met = await request
    .reads<AcademicsTables>()
    .selectFrom('meeting')
    .select(['organization_id', 'date'])
    .distinct()
    .where(among('organization_id', subtree))
    .where(sql<boolean>`date = any(${dates}::date[])`)
    .orderBy('date')
    .execute();
  const places = await placesOf(
    request,
    met.map((row) => row.organization_id),
  );
  const above = [...new Set([...places.values()].flatMap(({ path }) => path))];
  const said = await request.em.find(CalendarDay, {
    ...{ organizationId: { $in: above.filter((id) => id !== organizationId) }, date: { $in: [...dates] } },
  });
  const closed = dates.map((date): CalendarEntry => ({ organizationId, date, isSchoolDay: false }));
  const open = new Map(
    [...places].map(([id, { path }]) => [id, schoolDaysOf([...said, ...closed], path)] as const),
  );
  return [
    ...new Set(met.filter((row) => !open.get(row.organization_id)?.has(row.date)).map(({ date }) => date)),
  ];
}
