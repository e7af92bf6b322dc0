import { publish } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import { Organizations } from '@learnova/schema/asks/users';
import { AnnouncementChanged } from '@learnova/schema/events/frontend';
import { topic } from '@learnova/schema/topics';
import type { Announcement } from './announcement.entity.ts';

export const announcementTopic = (organizationId: string) => topic('frontend.announcements', organizationId);

/**
 * Tells whoever watches an organization that could be concerned: its own, all above it (a student of the school is in a section
 * of a department) and all below it (whose people belong to it too). What may be shown is decided at each delivery.
 */
export async function tell(
  request: Request,
  announcement: Announcement,
  version: number,
  now: Date,
): Promise<void> {
  const { id, organizationId } = announcement;
  const [place] = await request.ask(Organizations, { organizationIds: [organizationId] });
  const near = new Set([organizationId, ...(place?.path ?? []), ...(place?.subtree ?? [])]);
  const pointer = { typename: 'Announcement', key: { id }, version };
  publish(
    request,
    AnnouncementChanged,
    {
      ...{ aggregateId: id, version, organizationId, payload: { announcementId: id } },
      live: [...near].map((one) => ({ topic: announcementTopic(one), ...pointer })),
    },
    now,
  );
}
