import { order } from '@learnova/platform/commit';
import { fill } from '@learnova/platform/fill';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { Request } from '@learnova/platform/request';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import type { School } from '@learnova/schema/school';

/** Writes what a school has announced into empty tables. First screens follow from what the others hold: the workers write them, as a migration has ordered. */
export async function seedFrontend(
  request: Request,
  { announcements }: Pick<School, 'announcements'>,
): Promise<void> {
  await fill(
    request,
    'announcement',
    announcements.map(({ by, ...announcement }) => ({
      ...{ ...announcement, publishedBy: by, changedBy: by, changedAt: announcement.visibleFrom, version: 1 },
    })),
  );
  const waiting = await request.em.count(OutboxMessage, { name: RebuildHomes.name });
  if (waiting > 0) return;
  order(request, RebuildHomes, {}, await request.now());
  await request.em.flush();
}
