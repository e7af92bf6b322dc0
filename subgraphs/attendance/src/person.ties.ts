import { person } from '@learnova/platform/actor';
import { earliest } from '@learnova/platform/live/live';
import { organizationsOf, type Request, roleEnd } from '@learnova/platform/request';
import { SchoolsOf, Sections, StudentsTaught, Teaches } from '@learnova/schema/asks/academics';
import { ChildrenOf } from '@learnova/schema/asks/users';
import { overseers } from '@learnova/schema/role-groups';

/**
 * What ties the person who asks to sections or students now: for each one tied, the instant at which the first of the ties
 * ends, null where none does. The owners of the facts are asked in sets, once a request.
 */
export type Ties = ReadonlyMap<string, Date | null>;

/** Sections of which the person is a teacher now. */
export async function sectionsTaught(request: Request, sectionIds: readonly string[]): Promise<Ties> {
  if (sectionIds.length === 0) return new Map();
  const taught = await request.ask(Teaches, {
    staffId: person(request).personId,
    sectionIds: sorted(sectionIds),
  });
  return tiesOf(taught.map(({ sectionId, until }) => [sectionId, until]));
}

/** Sections of which the person is a teacher now, or over which the person holds an overseeing role. */
export async function sectionsSeen(request: Request, sectionIds: readonly string[]): Promise<Ties> {
  const [standing, taught, sections] = await Promise.all([
    request.standing(),
    sectionsTaught(request, sectionIds),
    request.ask(Sections, { sectionIds: sorted(sectionIds) }),
  ]);
  const overseen = sections.map(
    (s) => [s.sectionId, roleEnd(standing, overseers, s.organizationId)] as const,
  );
  return tiesOf([...taught, ...overseen]);
}

/** Students who the person is, is guardian of with access to their records, teaches now, or oversees the school of. */
export async function studentsFollowed(request: Request, studentIds: readonly string[]): Promise<Ties> {
  if (studentIds.length === 0) return new Map();
  const { personId } = person(request);
  const ids = sorted(studentIds);
  const standing = await request.standing();
  const oversees = organizationsOf(standing, overseers).size > 0;
  const [children, taught, schools] = await Promise.all([
    request.ask(ChildrenOf, { guardianIds: [personId] }),
    request.ask(StudentsTaught, { staffId: personId }),
    oversees ? request.ask(SchoolsOf, { studentIds: ids }) : [],
  ]);
  const wanted = new Set(ids);
  return tiesOf([
    ...ids.filter((id) => id === personId).map((id) => [id, null] as const),
    ...children
      .filter((c) => c.recordsAccess && wanted.has(c.studentId))
      .map((c) => [c.studentId, c.until] as const),
    ...taught.filter((t) => wanted.has(t.studentId)).map((t) => [t.studentId, t.until] as const),
    ...schools.map((s) => [s.studentId, roleEnd(standing, overseers, s.organizationId)] as const),
  ]);
}

/** A fact that is undefined ties nobody; of several that tie the same one, the earliest end counts. */
function tiesOf(facts: readonly (readonly [id: string, end: Date | string | null | undefined])[]): Ties {
  const ties = new Map<string, Date | null>();
  for (const [id, end] of facts) {
    if (end === undefined) continue;
    const until = end === null ? null : new Date(end);
    ties.set(id, ties.has(id) ? earliest(ties.get(id) ?? null, until) : until);
  }
  return ties;
}

/** One order, so that the same question is remembered as the same. */
function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
