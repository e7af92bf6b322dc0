import { eventually } from '@learnova/platform/testing/eventually';
import { serviceNames } from '@learnova/schema/services';
import { inDatabase } from '../matrix/scene.ts';

/** Waits until everybody has dealt with everything that was told, and nothing is left but orders for later. */
export async function settled(databaseUrl: string): Promise<void> {
  const due = "run_at is null or run_at < platform.now() + interval '1 minute'";
  const left = serviceNames.map(
    (name) => `(select count(*)::integer from ${name}.outbox_message where ${due})`,
  );
  await inDatabase(databaseUrl, (client) =>
    eventually(
      async () => (await client.query<{ left: number }>(`select ${left.join(' + ')} as left`)).rows[0]?.left,
      (messages) => messages === 0,
    ),
  );
}
