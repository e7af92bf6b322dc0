import { Client, escapeIdentifier } from 'pg';
import type { Place } from './outbox.ts';

/**
 * Says in a subgraph's inbox that a handler need not deal with a message any more. To be said before its dead job is
 * discarded: the relay would otherwise miss the job and order it again.
 */
export async function settleByHand(
  databaseUrl: string,
  { schema, role }: Place,
  { messageId, handler }: { messageId: string; handler: string },
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, options: `-c role=${role}` });
  await client.connect();
  try {
    await client.query(
      `insert into ${escapeIdentifier(schema)}.inbox_entry (message_id, handler, handled_at)
       values ($1, $2, platform.now()) on conflict do nothing`,
      [messageId, handler],
    );
  } finally {
    await client.end();
  }
}
