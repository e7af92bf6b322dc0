import { answer } from '@learnova/platform/ask/answer';
import { Programs } from '@learnova/schema/asks/academics';
import { Program } from './program.entity.ts';

export const answerPrograms = answer(Programs, async (request, { programIds }) => {
  const programs = await request.em.find(Program, { id: { $in: programIds } });
  return programs.map(({ id: programId, organizationId }) => ({ programId, organizationId }));
});
