import type { page } from '@learnova/schema/define';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Request } from '../request.ts';

type Page = { readonly [name in keyof typeof page]: z.infer<(typeof page)[name]> };

/**
 * Who or what a table names at all, each once and in the order of ids, a page at a time: of whom a question is answered that names
 * nobody. Takes the table's and the column's own names, never a client's.
 */
export async function idsIn(
  request: Request,
  table: string,
  column: string,
  { after, limit }: Page,
): Promise<string[]> {
  const id = sql.ref(column);
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${sql.table(table)} ${after === null ? sql`` : sql`where ${id} > ${after}::uuid`}
    group by ${id} order by ${id} limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map(({ id: found }) => found);
}
