import { inDatabase } from './scene.ts';

/** Besides all of the queue's tables, the platform's own and each subgraph's outbox and inbox. */
const watched = `
  select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname in ('queue', 'platform') or tablename in ('outbox_message', 'inbox_entry')`;

/**
 * Remembers each row that is written from here on to what carries events and orders: such rows go as soon as they are dealt
 * with, so that whoever looks afterwards finds little. The database must be a test's own.
 */
export function rememberRows(databaseUrl: string): Promise<void> {
  return inDatabase(databaseUrl, async (client) => {
    await client.query(`
      create table public.memory (place text not null, content text not null);
      create function public.remember() returns trigger language plpgsql security definer as $$
        begin
          insert into public.memory values (tg_table_schema || '.' || tg_table_name, to_jsonb(new)::text);
          return null;
        end
      $$`);
    const { rows } = await client.query<{ name: string }>(watched);
    for (const { name } of rows) {
      await client.query(
        `create trigger remember after insert or update on ${name}
         for each row execute function public.remember()`,
      );
    }
  });
}

/** What was written since, by table: `queue.job`, `attendance.outbox_message`, ... */
export function rowsWritten(databaseUrl: string): Promise<ReadonlyMap<string, string[]>> {
  return inDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ place: string; content: string }>('select * from public.memory');
    const byPlace = Map.groupBy(rows, ({ place }) => place);
    return new Map([...byPlace].map(([place, written]) => [place, written.map(({ content }) => content)]));
  });
}
