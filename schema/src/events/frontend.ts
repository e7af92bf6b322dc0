import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** An announcement was made, its time has come, or it was taken back: whom it is for is decided when it is read. */
export const AnnouncementChanged = defineEvent(
  'frontend.announcement-changed',
  z.object({ announcementId: id }),
);

/** First screens have changed: whoever watches one rereads it. Nobody else needs to know. */
export const HomesChanged = defineEvent(
  'frontend.homes-changed',
  z.object({ because: z.enum(['REGISTER', 'TIMETABLE', 'ACCOUNT', 'RESULT', 'LEAVE']) }),
);
