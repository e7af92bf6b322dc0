import { person } from '@learnova/platform/actor';
import { Sections } from '@learnova/schema/asks/academics';
import { ChildrenOf, GuardiansOf, Names } from '@learnova/schema/asks/users';
import { mayRead } from '../absence/guardianship.policy.ts';
import type { Subject } from '../notification/subject.ts';
import type { ResultKind, ResultTold } from './result.rules.ts';
import { shownResultsOf } from './result.shown.ts';
import { bodyOf, letterOf, titleOf } from './result.text.ts';

/** That a result can be seen is for the student, and for guardians who may see the records, for as long as they may; what it is, for no message. */
export const result: Subject<ResultTold> = {
  kinds: ['RESULT_PUBLISHED', 'RESULT_AMENDED'],
  category: 'RESULTS',
  cannotWait: false,
  known: async (request) => {
    const { personId } = person(request);
    const guardianships = await request.ask(ChildrenOf, { guardianIds: [personId] });
    return new Set([personId, ...guardianships.filter(mayRead).map(({ studentId }) => studentId)]);
  },
  tellable: async (request, { personId, studentIds, statements }) => {
    const others = studentIds.filter((id) => id !== personId);
    const guardianships = others.length > 0 ? await request.ask(GuardiansOf, { studentIds: others }) : [];
    const children = guardianships.filter((one) => one.guardianId === personId && mayRead(one));
    const known = new Set([personId, ...children.map(({ studentId }) => studentId)]);
    const shown = await shownResultsOf(
      request,
      studentIds.filter((id) => known.has(id)),
    );
    const ids = new Set(shown.map(({ resultId }) => resultId));
    return (statements as readonly ResultTold[]).filter(({ resultId }) => ids.has(resultId));
  },
  title: ({ kind, statements }) => titleOf(kind as ResultKind, statements.length),
  body: async (_request, { kind }, told) => bodyOf(kind as ResultKind, told.length),
  letter: async (request, { kind, personId }, told, receiver) => {
    const sectionIds = [...new Set(told.map(({ sectionId }) => sectionId))].sort();
    const sections = await request.ask(Sections, { sectionIds });
    const children = [...new Set(told.map(({ studentId }) => studentId))].filter((id) => id !== personId);
    const names = children.length > 0 ? await request.ask(Names, { personIds: children }) : [];
    const lines = told.map(({ sectionId, studentId }) => ({
      section: sections.find((one) => one.sectionId === sectionId)?.title ?? 'A section',
      child: names.find((one) => one.personId === studentId)?.name ?? null,
    }));
    return letterOf(kind as ResultKind, receiver, lines);
  },
};
