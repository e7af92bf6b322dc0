import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { School } from '@learnova/schema/school';

/** Writes what a school has announced into empty tables. */
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
}
