import { z } from 'zod';
import { defineJob, id } from '../define.ts';

/** The time of an announcement has come: whoever watches is told. */
export const OpenAnnouncement = defineJob('frontend.open-announcement', z.object({ announcementId: id }));

/**
 * Write all first screens anew from what their owners answer. A migration that makes a read model orders it, and some owner may start
 * an hour after that.
 */
export const RebuildHomes = defineJob('frontend.rebuild-homes', z.object({}), {
  attempts: 14,
  backoffMs: 1_000,
});
