import { eventually } from '@learnova/platform/testing/eventually';
import { serviceNames } from '@learnova/schema/services';

/** A connection to a database, or several, under the login that owns it. */
interface Database {
  query<Row extends { readonly name: string }>(sql: string): Promise<{ rows: Row[] }>;
}

/**
 * Waits until everybody has dealt with everything that was told: each message has its inbox entries, and the relay has deleted it.
 * Nothing is left then but orders for later.
 */
export async function settled(database: Database, patienceMs = 10_000): Promise<void> {
  const due = "run_at is null or run_at < platform.now() + interval '1 minute'";
  const left = serviceNames.map(
    (name) => `select '${name} ' || name as name from ${name}.outbox_message where ${due}`,
  );
  await eventually(
    async () => (await database.query(left.join(' union all '))).rows.map(({ name }) => name),
    (names) => names.length === 0,
    { what: 'settled', patienceMs, everyMs: 20 },
  );
}
