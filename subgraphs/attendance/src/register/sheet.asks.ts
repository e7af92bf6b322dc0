import { answer } from '@learnova/platform/ask/answer';
import { RegisterSheets } from '@learnova/schema/asks/attendance';
import { codeLoader } from '../code/code.loader.ts';
import { standing } from '../mark/mark.rules.ts';
import { loadTaken } from './register.loader.ts';

export const answerRegisterSheets = answer(RegisterSheets, async (request, { registerIds }) => {
  if (registerIds.length === 0) return [];
  const registers = await loadTaken(request, registerIds);
  const codeIds = new Set(registers.flatMap(({ marks }) => marks.map(({ codeId }) => codeId)));
  const found = await request.loadMany(codeLoader, [...codeIds]);
  const codes = new Map(found.flatMap((code) => (code ? [[code.id, code] as const] : [])));
  return registers.map(({ id: registerId, sectionId, organizationId, date, startsAt, version, marks }) => ({
    ...{ registerId, sectionId, organizationId, date, startsAt: startsAt.toISOString(), version },
    entries: [...standing(marks).values()].map(({ studentId, codeId, minutesLate }) => ({
      ...{ studentId, minutesLate, code: codes.get(codeId)?.code ?? '', name: codes.get(codeId)?.name ?? '' },
    })),
  }));
});
