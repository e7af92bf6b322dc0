import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { IdempotencyEntry } from '@learnova/platform/idempotency-entry.entity';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { ids, type Name } from './school.ts';

/** How many changes, events and commands are written down: no command changes anything without adding to these. */
async function written(school: TestSubgraph): Promise<number[]> {
  const { em } = school.request();
  const tables = [AuditEntry, OutboxMessage, IdempotencyEntry];
  return Promise.all(tables.map((table) => em.fork().count(table as typeof AuditEntry)));
}

/** The refusal of a command, which leaves nothing behind. */
export async function refused(
  school: TestSubgraph,
  who: Name | null,
  document: string,
  variables: object,
): Promise<Record<string, unknown>> {
  const before = await written(school);
  const { errors, data } = await school
    .as(who ? ids[who] : undefined)
    .run(document, variables as Record<string, unknown>);
  expect(data ?? null).toBeNull();
  expect(await written(school)).toEqual(before);
  return { ...errors?.[0]?.extensions, message: errors?.[0]?.message };
}
