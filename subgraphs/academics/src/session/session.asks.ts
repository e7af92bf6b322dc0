import { answer } from '@learnova/platform/ask/answer';
import { Sessions } from '@learnova/schema/asks/academics';
import { AcademicSession } from './academic-session.entity.ts';

export const answerSessions = answer(Sessions, async (request, { sessionIds }) => {
  const sessions = await request.em.find(AcademicSession, { id: { $in: sessionIds } });
  return sessions.map(({ id: sessionId, organizationId, title, from, to }) => ({
    ...{ sessionId, organizationId, title, from, to },
  }));
});
