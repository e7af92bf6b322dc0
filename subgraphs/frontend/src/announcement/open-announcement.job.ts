import { commit } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { OpenAnnouncement } from '@learnova/schema/jobs/frontend';
import { Announcement } from './announcement.entity.ts';
import { tell } from './announcement.publish.ts';
import { isOpen } from './announcement.rules.ts';

/** The predicate on the clock decides what is shown; this only tells whoever watches, and of what was taken back nothing. */
export const openAnnouncement = implement(OpenAnnouncement, async (request, { announcementId }) => {
  const announcement = await request.em.findOne(Announcement, { id: announcementId });
  const now = await request.now();
  if (!announcement || announcement.withdrawnAt !== null || !isOpen(announcement, now)) return;
  await tell(request, announcement, announcement.version, now);
  await commit(request);
});
