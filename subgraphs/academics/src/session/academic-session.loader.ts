import { defineLoader } from '@learnova/platform/loader';
import { Organizations } from '@learnova/schema/asks/users';
import { defineLists, type Hanging, known } from '../known.ts';
import { AcademicSession } from './academic-session.entity.ts';

const inOrder = { orderBy: { from: 'asc', id: 'asc' } } as const;

/** No secret to anybody who is signed in: a school prints its terms on its door. */
export const academicSessions = defineLoader<AcademicSession>({
  type: 'AcademicSession',
  load: (request, ids) => request.em.find(AcademicSession, { id: { $in: [...ids] } }),
  visible: known,
});

export const childrenOfSession = defineLists<AcademicSession, AcademicSession>({
  type: 'AcademicSession.children',
  load: (request, ids) => request.em.find(AcademicSession, { parentId: { $in: [...ids] } }, inOrder),
  of: (session) => session.parentId ?? '',
  item: (session) => session,
});

/** The school years of an organization: its own, or those of the nearest organization above it that has any. */
export const yearsOfOrganization = defineLoader<Hanging<AcademicSession>>({
  type: 'Organization.academicSessions',
  async load(request, ids) {
    const organizations = await request.ask(Organizations, { organizationIds: [...ids] });
    const above = [...new Set(organizations.flatMap((organization) => organization.path))];
    const years = await request.em.find(
      AcademicSession,
      { organizationId: { $in: above }, parentId: null },
      inOrder,
    );
    return organizations.map(({ organizationId, path }) => {
      const nearest = path.findLast((id) => years.some((year) => year.organizationId === id));
      return { id: organizationId, list: years.filter((year) => year.organizationId === nearest) };
    });
  },
  visible: known,
});
