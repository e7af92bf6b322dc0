import { answer } from '@learnova/platform/ask/answer';
import { RegisterMarks } from '@learnova/schema/asks/attendance';
import { codeLoader } from '../code/code.loader.ts';
import { standing } from '../mark/mark.rules.ts';
import { loadTaken, underLeave } from './register.loader.ts';

/** What registers say now. One that was not taken is left out: it says nothing of anybody. */
export const registerMarks = answer(RegisterMarks, async (request, { registerIds }) => {
  if (registerIds.length === 0) return [];
  const registers = await underLeave(request, await loadTaken(request, registerIds));
  const codeIds = new Set(registers.flatMap(({ marks }) => marks.map(({ codeId }) => codeId)));
  const codes = await request.loadMany(codeLoader, [...codeIds]);
  const absent = new Set(codes.filter((code) => code?.category === 'ABSENT').map((code) => code?.id));
  return registers.map(({ id: registerId, sectionId, organizationId, date, startsAt, version, marks }) => ({
    ...{ registerId, sectionId, organizationId, date, version, startsAt: startsAt.toISOString() },
    marks: [...standing(marks).values()].map(({ studentId, codeId, layer, onLeave }) => ({
      studentId,
      // The office's own word stands over leave, as the register shows it.
      onLeave: onLeave && layer === 'TEACHER',
      absent: absent.has(codeId),
    })),
  }));
});
