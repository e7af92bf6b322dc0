import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Invoice } from '../invoice/invoice.entity.ts';
import { invoicesWhere } from '../invoice/invoice.reads.ts';
import { holdOf, type Standing } from './hold.rules.ts';
import { HoldRule } from './hold-rule.entity.ts';

export interface Held extends Standing {
  readonly studentId: string;
  readonly organizationId: string;
}

/** The holds that stand now on these students, by the rules of those who invoiced them: the one place that knows. */
export async function holdsOn(request: Request, studentIds: readonly string[]): Promise<Held[]> {
  const open = await invoicesWhere(
    request,
    sql`i.student_id = any(${studentIds}::uuid[]) and l.outstanding > 0`,
  );
  const rules = await rulesOf(request, [...new Set(open.map(({ organizationId }) => organizationId))]);
  const now = await request.now();
  const groups = Map.groupBy(open, ({ studentId, organizationId }) => `${studentId} ${organizationId}`);
  return [...groups.values()].flatMap((invoices) => heldBy(invoices, rules, now));
}

export function rulesOf(request: Request, organizationIds: readonly string[]): Promise<HoldRule[]> {
  return request.em.find(HoldRule, { organizationId: { $in: [...organizationIds] } });
}

function heldBy(invoices: readonly Invoice[], rules: readonly HoldRule[], now: Date): Held[] {
  const [first] = invoices;
  if (!first) return [];
  const { studentId, organizationId } = first;
  const rule = rules.find((one) => one.organizationId === organizationId) ?? null;
  const standing = holdOf(rule, invoices, now);
  return standing ? [{ ...standing, studentId, organizationId }] : [];
}
