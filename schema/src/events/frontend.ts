import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** An announcement was made, its time has come, or it was taken back: whom it is for is decided when it is read. */
export const AnnouncementChanged = defineEvent(
  'frontend.announcement-changed',
  z.object({ announcementId: id }),
);
