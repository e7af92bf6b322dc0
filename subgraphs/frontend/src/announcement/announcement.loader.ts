import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { tiesOf } from '../person.ties.ts';
import { Announcement } from './announcement.entity.ts';
import { concerns, maySee } from './announcement.policy.ts';

/** The door to announcements. */
export const announcements = defineLoader<Announcement>({
  type: 'Announcement',
  load: (request, ids) => request.em.find(Announcement, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const [ties, now] = [await tiesOf(request), await request.now()];
    return rows.filter((row) => maySee(ties, row, now));
  },
});

/** Whether what becomes of an announcement is news to the person, who may not see it any more. */
export async function isNews(request: Request, id: string): Promise<boolean> {
  const announcement = await request.em.findOne(Announcement, { id });
  return announcement !== null && concerns(await tiesOf(request), announcement, await request.now());
}
