import { defineLoader } from '@learnova/platform/loader';
import { tiesOf } from '../person.ties.ts';
import { Announcement } from './announcement.entity.ts';
import { maySee } from './announcement.policy.ts';

/** The door to announcements. */
export const announcements = defineLoader<Announcement>({
  type: 'Announcement',
  load: (request, ids) => request.em.find(Announcement, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const [ties, now] = [await tiesOf(request), await request.now()];
    return rows.filter((row) => maySee(ties, row, now));
  },
});
