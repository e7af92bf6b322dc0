import { person } from '@learnova/platform/actor';
import { earliest } from '@learnova/platform/live/live';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { SchoolsOf, StudentsTaught, Teaches } from '@learnova/schema/asks/academics';
import { ChildrenOf } from '@learnova/schema/asks/users';
import { overseers } from '@learnova/schema/role-groups';

/** Those of the sections that the person who asks teaches now. */
export async function sectionsTaught(
  request: Request,
  sectionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sectionIds.length === 0) return new Set();
  const asked = { staffId: person(request).personId, sectionIds: sorted(sectionIds) };
  return new Set((await request.ask(Teaches, asked)).map(({ sectionId }) => sectionId));
}

/**
 * Students whose results are the person's own concern: themselves, and children to whose records they have access now. For each,
 * the instant at which that ends; null where it does not.
 */
export async function studentsOfFamily(request: Request): Promise<ReadonlyMap<string, Date | null>> {
  const { personId } = person(request);
  const ties = new Map<string, Date | null>();
  for (const { studentId, recordsAccess, until } of await request.ask(ChildrenOf, {
    guardianIds: [personId],
  })) {
    if (!recordsAccess) continue;
    const end = until === null ? null : new Date(until);
    ties.set(studentId, ties.has(studentId) ? earliest(ties.get(studentId) ?? null, end) : end);
  }
  return ties.set(personId, null);
}

/** Those of the students whose school the person oversees now. */
export async function studentsOverseen(
  request: Request,
  studentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const overseen = organizationsOf(await request.standing(), overseers);
  if (overseen.size === 0 || studentIds.length === 0) return new Set();
  const schools = await request.ask(SchoolsOf, { studentIds: sorted(studentIds) });
  return new Set(
    schools.filter(({ organizationId }) => overseen.has(organizationId)).map(({ studentId }) => studentId),
  );
}

/** Those of the students whom the person teaches now, in any section. */
export async function studentsTaught(request: Request): Promise<ReadonlySet<string>> {
  const taught = await request.ask(StudentsTaught, { staffId: person(request).personId });
  return new Set(taught.map(({ studentId }) => studentId));
}

/** One order, so that the same question is remembered as the same. */
function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
