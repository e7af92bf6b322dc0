import { person } from '@learnova/platform/actor';
import { ChildrenOf, GuardiansOf, Names } from '@learnova/schema/asks/users';
import type { Subject } from '../notification/subject.ts';
import type { Statement, Telling } from './absence.rules.ts';
import { bodyOf, mailOf, titleOf } from './absence.text.ts';
import { zonesOf } from './absence.zones.ts';
import { mayRead, tellable } from './guardianship.policy.ts';

/** What was said of a child's absence is for guardians who may see the child's records, for as long as they may. */
export const absence: Subject<Statement> = {
  kinds: ['ABSENCE', 'ABSENCE_CORRECTED'],
  category: 'ATTENDANCE',
  cannotWait: true,
  known: async (request) => {
    const guardianships = await request.ask(ChildrenOf, { guardianIds: [person(request).personId] });
    return new Set(guardianships.filter(mayRead).map(({ studentId }) => studentId));
  },
  tellable: async (request, { personId, studentIds, statements }) => {
    const mayBeTold = tellable(await request.ask(GuardiansOf, { studentIds }), personId);
    return (statements as readonly Statement[]).filter(({ studentId }) => mayBeTold(studentId));
  },
  title: ({ kind, date }) => titleOf(kind as Telling['kind'], date),
  body: async (request, _notification, told) => bodyOf(told, await zonesOf(request, told)),
  letter: async (request, { kind, date, studentIds }, told, receiver) => {
    const names = await request.ask(Names, { personIds: studentIds });
    const nameOf = (id: string) => names.find(({ personId }) => personId === id)?.name ?? 'your child';
    const telling = { kind: kind as Telling['kind'], date, statements: told };
    return mailOf(telling, receiver, nameOf, await zonesOf(request, told));
  },
};
