import { person } from '@learnova/platform/actor';
import { LeaveRequests } from '@learnova/schema/asks/leave';
import { ChildrenOf, GuardiansOf, Names } from '@learnova/schema/asks/users';
import { mayRead } from '../absence/guardianship.policy.ts';
import type { Subject } from '../notification/subject.ts';
import { type LeaveKind, type LeaveTold, leaveKinds, standsAs } from './leave.rules.ts';
import { bodyOf, letterOf, titleOf } from './leave.text.ts';

/**
 * What became of a student's leave is for guardians who may see the records, for as long as they may. Whoever decides is told that
 * something waits, and of nobody: whose leave it is they read where their right to decide is asked for.
 */
export const leave: Subject<LeaveTold> = {
  kinds: leaveKinds,
  category: 'LEAVE',
  cannotWait: false,
  known: async (request) => {
    const { personId } = person(request);
    const guardianships = await request.ask(ChildrenOf, { guardianIds: [personId] });
    return new Set([personId, ...guardianships.filter(mayRead).map(({ studentId }) => studentId)]);
  },
  tellable: async (request, { kind, personId, studentIds, statements }) => {
    const told = statements as readonly LeaveTold[];
    const guardianships = studentIds.length > 0 ? await request.ask(GuardiansOf, { studentIds }) : [];
    const children = new Set(
      guardianships
        .filter((one) => one.guardianId === personId && mayRead(one))
        .map(({ studentId }) => studentId),
    );
    const mayKnow = ({ studentId }: LeaveTold) =>
      studentId === undefined || studentId === personId || children.has(studentId);
    const leaveRequestIds = told.filter(mayKnow).map(({ leaveRequestId }) => leaveRequestId);
    if (leaveRequestIds.length === 0) return [];
    const found = await request.ask(LeaveRequests, { leaveRequestIds });
    const wanted = standsAs[kind as LeaveKind];
    const standing = new Set(
      found.filter(({ state }) => state === wanted).map(({ leaveRequestId }) => leaveRequestId),
    );
    return told.filter((one) => mayKnow(one) && standing.has(one.leaveRequestId));
  },
  title: ({ kind, statements }) => titleOf(kind as LeaveKind, statements.length),
  body: async (_request, { kind }, told) => bodyOf(kind as LeaveKind, told),
  letter: async (request, { kind, studentIds }, told, receiver) => {
    const names = studentIds.length > 0 ? await request.ask(Names, { personIds: studentIds }) : [];
    const nameOf = (id: string) => names.find(({ personId }) => personId === id)?.name ?? 'your child';
    return letterOf(kind as LeaveKind, receiver, told, nameOf);
  },
};
