import { setTimeout as pause } from 'node:timers/promises';
import { serviceNames } from '@learnova/schema/services';
import { Client } from 'pg';

/** Resolves when nothing is left that follows from what was done: else a run pays for the one before it. */
export async function untilQuiet(databaseUrl: string): Promise<void> {
  const due = serviceNames.map(
    (name) =>
      `select id from ${name}.outbox_message where run_at is null or run_at < platform.now() + interval '1 minute'`,
  );
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (;;) {
      const { rowCount } = await client.query(`select from (${due.join(' union all ')}) as due limit 1`);
      if (rowCount === 0) return;
      await pause(500);
    }
  } finally {
    await client.end();
  }
}
