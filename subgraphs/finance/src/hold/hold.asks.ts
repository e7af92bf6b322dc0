import { answer } from '@learnova/platform/ask/answer';
import { Holds } from '@learnova/schema/asks/finance';
import { holdsOn } from './hold.reads.ts';

/** Everybody who is asked about is named, so that whoever is not named can be known for a fault. */
export const holds = answer(Holds, async (request, { studentIds }) => {
  const held = new Set((await holdsOn(request, studentIds)).map(({ studentId }) => studentId));
  return studentIds.map((studentId) => ({ studentId, held: held.has(studentId) }));
});
