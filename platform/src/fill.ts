import { sql } from 'kysely';
import type { Request } from './request.ts';

/**
 * Writes rows in bulk, for seeds and read models alone: it passes audit and outbox by. Properties become columns by their names; those that
 * are no column are left out.
 */
export async function fill(request: Request, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value])),
  );
  await sql`
    insert into ${sql.table(table)}
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(columns)}::jsonb)
  `.execute(request.reads());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
