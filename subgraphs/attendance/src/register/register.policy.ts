import { person } from '@learnova/platform/actor';
import { permit } from '@learnova/platform/policy';
import { forbidden, notFound } from '@learnova/platform/refusal';
import { holdsRole, type Request, type Standing } from '@learnova/platform/request';
import type { MeetingFacts } from '@learnova/schema/asks/academics';
import { roleNames } from '@learnova/schema/asks/users';
import { overseers, registry } from '@learnova/schema/role-groups';
import type { MarkLayer } from '../mark/mark-layer.enum.ts';
import { sectionsTaught, studentsFollowed } from '../person.ties.ts';
import type { Speaker } from './register.rules.ts';
import { limitedTo, type Register } from './register.type.ts';

/** A register is written by who teaches the section on the meeting's day and works at the school still, and by the office. */
export const mayWrite = (standing: Standing, personId: string, meeting: MeetingFacts): boolean =>
  (meeting.staffIds.includes(personId) && holdsRole(standing, roleNames, meeting.organizationId)) ||
  isOffice(standing, meeting.organizationId);

/** Whoever is of the office speaks with its weight, also in an own lesson. */
export const layerOf = (standing: Standing, organizationId: string): MarkLayer =>
  isOffice(standing, organizationId) ? 'OFFICE' : 'TEACHER';

const isOffice = (standing: Standing, organizationId: string): boolean =>
  holdsRole(standing, registry, organizationId);

/** The beat "may": for whom the register is not even there, it is not found. */
export async function permitWriting(
  request: Request,
  register: Register,
  meeting: MeetingFacts,
): Promise<Speaker> {
  const standing = await request.standing();
  const { personId } = person(request);
  const allowed = mayWrite(standing, personId, meeting);
  const seen = allowed || (await visibleRegisters(request, [register])).length > 0;
  permit(request, allowed, seen ? forbidden() : notFound('register'));
  return { personId, layer: layerOf(standing, meeting.organizationId) };
}

/**
 * A register is seen as a whole by who oversees its organization or teaches its section now. Others see it limited to the
 * students whom they follow; where it expects none of these, it does not exist for them.
 */
export async function visibleRegisters(
  request: Request,
  registers: readonly Register[],
): Promise<Register[]> {
  const standing = await request.standing();
  const [overseen, others] = divide(registers, (r) => holdsRole(standing, overseers, r.organizationId));
  const sections = await sectionsTaught(
    request,
    others.map((r) => r.sectionId),
  );
  const [taught, foreign] = divide(others, (r) => sections.has(r.sectionId));
  const followed = await studentsFollowed(
    request,
    foreign.flatMap((r) => r.expected),
  );
  const limited = foreign.map((register) => limitedTo(register, (studentId) => followed.has(studentId)));
  return [...overseen, ...taught, ...limited.filter((register) => register.expected.length > 0)];
}

function divide<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter((one) => isFirst(one)), all.filter((one) => !isFirst(one))];
}
