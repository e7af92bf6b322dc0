import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import type { OpenInvoices } from '@learnova/schema/asks/finance';
import { sql } from 'kysely';
import type { z } from 'zod';
import { pathsOf } from '../person.ties.ts';

type Answer = z.infer<(typeof OpenInvoices)['output']>;

interface Placed {
  readonly path: readonly string[];
  readonly dueOn: string;
}

/**
 * Writes what these students owe now in place of what was copied of it, and adds up the days on which that is due. Whoever calls
 * it has taken the students' turns before asking.
 * @returns the organizations that it concerns, before and after
 */
export async function copyOwed(request: Request, students: Answer): Promise<string[]> {
  const tables = request.reads<unknown>();
  const ids = students.map(({ studentId }) => studentId);
  const all = students.flatMap(({ studentId, invoices }) => invoices.map((one) => ({ studentId, ...one })));
  const path = await pathsOf(
    request,
    all.map(({ organizationId }) => organizationId),
  );
  const rows = all.map(({ organizationId, ...invoice }) => ({ ...invoice, path: path(organizationId) }));
  const { rows: before } = await sql<Placed>`
    delete from open_invoice where student_id = any(${ids}::uuid[]) returning path, due_on as "dueOn"
  `.execute(tables);
  await fill(request, 'open_invoice', rows);
  const touched = [...before, ...rows];
  await sumOwed(request, touched);
  return [...new Set(touched.flatMap((one) => one.path))];
}

async function sumOwed(request: Request, touched: readonly Placed[]): Promise<void> {
  const tables = request.reads<unknown>();
  const days = [...new Set(touched.map(({ dueOn }) => dueOn))];
  const organizationIds = [...new Set(touched.flatMap(({ path }) => path))];
  await takeTurns(
    request,
    days.map((day) => `owed on ${day}`),
  );
  await sql`
    delete from owed_day where organization_id = any(${organizationIds}::uuid[]) and due_on = any(${days}::date[])
  `.execute(tables);
  await sql`
    insert into owed_day (organization_id, due_on, currency, time_zone, invoices, outstanding_minor)
    select place.id, due_on, currency, time_zone, count(*), sum(outstanding_minor)
    from open_invoice cross join unnest(path) as place (id)
    where due_on = any(${days}::date[]) and place.id = any(${organizationIds}::uuid[])
    group by place.id, due_on, currency, time_zone
  `.execute(tables);
}
