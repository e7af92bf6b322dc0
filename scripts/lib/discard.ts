import { databaseName, roleName } from '@learnova/platform/database';
import type { Envelope } from '@learnova/platform/handlers';
import type { DeadJob, Queue } from '@learnova/platform/queue/queue';
import { settleByHand } from '@learnova/platform/relay/settle';
import type { ServiceName } from '@learnova/schema/services';

/** Forgets a dead job for good: its message is settled first, or else the relay would miss the job and order it again. */
export async function discardDead(
  queue: Queue,
  databaseUrl: string,
  { id, name, data }: DeadJob,
): Promise<void> {
  // Handlers are named after their service. The run of a schedule follows from no message.
  const schema = name.slice(0, name.indexOf('.')) as ServiceName;
  const { id: messageId } = data as Partial<Envelope>;
  const place = { schema, role: roleName(databaseName(databaseUrl), schema) };
  if (messageId) await settleByHand(databaseUrl, place, { messageId, handler: name });
  await queue.discard(id);
}
