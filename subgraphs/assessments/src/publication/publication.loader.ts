import { defineLoader } from '@learnova/platform/loader';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';
import { Publication } from './publication.entity.ts';
import { countsOf, type PublicationCounts } from './publication.reads.ts';

export const publications = defineLoader<Publication>({
  type: 'Publication',
  load: (request, ids) => request.em.find(Publication, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const overseen = organizationsOf(await request.standing(), overseers);
    return rows.filter(({ organizationId }) => overseen.has(organizationId));
  },
});

/** Of publications that are shown already. */
export const publicationCounts = defineLoader<PublicationCounts>({
  type: 'Publication.counts',
  load: countsOf,
  visible: async (_request, rows) => rows,
});

/** The publications of an organization that is overseen, the latest fifty. */
export function publicationsOf(request: Request, organizationId: string): Promise<Publication[]> {
  return request.em.find(
    Publication,
    { organizationId },
    { orderBy: { publishAt: 'desc', id: 'asc' }, limit: 50 },
  );
}
