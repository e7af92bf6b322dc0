import { newId } from '@learnova/platform/ids';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';

/**
 * For the end of a migration that makes a read model: it is empty in a school that has long been there, and is written as soon as
 * somebody works, not in the next night. A migration runs once, however many processes start, and so the order is given once; a
 * restore runs those that are newer than its backup.
 */
export function orderRebuildSql(): string {
  return `insert into "frontend"."outbox_message" ("id", "kind", "name", "payload", "request_id", "occurred_at", "live")
    values ('${newId()}', 'job', '${RebuildHomes.name}', '{}', 'migration', platform.now(), '[]')`;
}
