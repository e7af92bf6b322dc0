import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Invoice } from '../invoice/invoice.entity.ts';
import { invoicesWhere } from '../invoice/invoice.reads.ts';
import { holdOf, type Standing, type Threshold } from './hold.rules.ts';

export interface Held extends Standing {
  readonly studentId: string;
  readonly organizationId: string;
}

/** The holds that stand now on these students, by the rules for those who invoiced them: the one place that knows. */
export async function holdsOn(request: Request, studentIds: readonly string[]): Promise<Held[]> {
  const open = await invoicesWhere(
    request,
    sql`i.student_id = any(${studentIds}::uuid[]) and l.outstanding > 0`,
  );
  const rules = await rulesFor(request, [...new Set(open.map(({ organizationId }) => organizationId))]);
  const now = await request.now();
  const groups = Map.groupBy(open, ({ studentId, organizationId }) => `${studentId} ${organizationId}`);
  return [...groups.values()].flatMap((invoices) => heldBy(invoices, rules, now));
}

type Rules = ReadonlyMap<string, Threshold>;

/** The rules by which organizations that invoice hold: their own or, without one, that of the nearest above. One query for all of them. */
export async function rulesFor(request: Request, organizationIds: readonly string[]): Promise<Rules> {
  const { rows } = await sql<Threshold & { organizationId: string }>`
    select distinct on (o.id) o.id as "organizationId", r.from_minor as "fromMinor", r.currency, r.grace_days as "graceDays"
    from unnest(${organizationIds}::uuid[]) as o (id)
    left join invoicing_organization i on i.id = o.id
    join hold_rule r on r.organization_id = any(coalesce(i.path, array[o.id]))
    order by o.id, array_position(i.path, r.organization_id) desc
  `.execute(request.reads<unknown>());
  return new Map(rows.map((rule) => [rule.organizationId, { ...rule, fromMinor: Number(rule.fromMinor) }]));
}

function heldBy(invoices: readonly Invoice[], rules: Rules, now: Date): Held[] {
  const [first] = invoices;
  if (!first) return [];
  const { studentId, organizationId } = first;
  const standing = holdOf(rules.get(organizationId) ?? null, invoices, now);
  return standing ? [{ ...standing, studentId, organizationId }] : [];
}
