import { defineLoader } from '@learnova/platform/loader';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';
import { Questionnaire } from './questionnaire.entity.ts';

/** The door to questionnaires. Voters see the questions by their evaluation. */
export const questionnaires = defineLoader<Questionnaire>({
  type: 'Questionnaire',
  load: (request, ids) => request.em.find(Questionnaire, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const overseen = organizationsOf(await request.standing(), overseers);
    return rows.filter(({ organizationId }) => overseen.has(organizationId));
  },
});

/** Questionnaires whose questions an evaluation shows to whoever sees that. */
export const asked = defineLoader<Questionnaire>({
  type: 'Questionnaire',
  load: (request, ids) => request.em.find(Questionnaire, { id: { $in: [...ids] } }),
  visible: async (_request, rows) => rows,
});

/** The questionnaires of an organization and of those above it, the newest first. */
export function questionnairesOf(
  request: Request,
  organizationIds: readonly string[],
): Promise<Questionnaire[]> {
  return request.em.find(
    Questionnaire,
    { organizationId: { $in: [...organizationIds] } },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: 100 },
  );
}
