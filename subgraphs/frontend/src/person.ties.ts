import { person } from '@learnova/platform/actor';
import { organizationsOf, type Request, roleEnd } from '@learnova/platform/request';
import { SchoolsOf, SectionsOf } from '@learnova/schema/asks/academics';
import { ChildrenOf, Organizations } from '@learnova/schema/asks/users';
import { overseers } from '@learnova/schema/role-groups';
import type { Audience } from './announcement/audience.enum.ts';

/** Where a person belongs in one part: organizations with all above them, and sections. */
export interface Belonging {
  readonly organizationIds: ReadonlySet<string>;
  readonly sectionIds: ReadonlySet<string>;
}

export interface Ties {
  readonly personId: string;
  /** Where the person belongs now, by what they are there. */
  readonly as: Readonly<Record<Audience, Belonging>>;
  /** Organizations that the person oversees. */
  readonly overseen: ReadonlySet<string>;
  /** Children whose guardian the person is now, and of these the ones whose records they may see. */
  readonly children: readonly string[];
  readonly known: readonly string[];
}

/** What ties the person who asks to the school today: asked in sets, once a request, by as many questions for a school of any size. */
export function tiesOf(request: Request): Promise<Ties> {
  return request.remember(tiesOf, () => findOut(request));
}

async function findOut(request: Request): Promise<Ties> {
  const { personId } = person(request);
  const [standing, guardianships] = await Promise.all([
    request.standing(),
    request.ask(ChildrenOf, { guardianIds: [personId] }),
  ]);
  const children = sorted(guardianships.map(({ studentId }) => studentId));
  const known = sorted(guardianships.filter((g) => g.recordsAccess).map(({ studentId }) => studentId));
  const [schools, sections] = await Promise.all([
    request.ask(SchoolsOf, { studentIds: sorted([personId, ...children]) }),
    request.ask(SectionsOf, { studentIds: sorted([personId, ...known]), staffIds: [personId] }),
  ]);
  const attended = sections.filter(({ part }) => part === 'STUDENT');
  const taught = sections.filter(({ part }) => part === 'STAFF');
  const isMe = ({ studentId }: { studentId: string }) => studentId === personId;
  const mine = attended.filter((s) => s.personId === personId);
  const theirs = attended.filter((s) => s.personId !== personId);
  const above = await pathsOf(request, [
    ...[...schools, ...sections, ...standing.roles].map(({ organizationId }) => organizationId),
  ]);
  const belonging = (
    places: readonly { organizationId: string }[],
    of: readonly { sectionId: string }[],
  ) => ({
    organizationIds: new Set([...places, ...of].flatMap((one) => above(organizationOf(one)))),
    sectionIds: new Set(of.map(({ sectionId }) => sectionId)),
  });
  return {
    ...{ personId, children, known },
    as: {
      STUDENTS: belonging(schools.filter(isMe), mine),
      GUARDIANS: belonging(
        schools.filter((school) => !isMe(school)),
        theirs,
      ),
      STAFF: belonging(standing.roles, taught),
    },
    overseen: organizationsOf(standing, overseers),
  };
}

const organizationOf = (place: object) => (place as { organizationId: string }).organizationId;

/** Each of these organizations with all that stand above it. */
async function pathsOf(request: Request, all: readonly string[]): Promise<(id: string) => readonly string[]> {
  const organizationIds = sorted(all);
  if (organizationIds.length === 0) return () => [];
  const places = await request.ask(Organizations, { organizationIds });
  const paths = new Map(places.map(({ organizationId, path }) => [organizationId, path]));
  return (id) => paths.get(id) ?? [id];
}

/** When what makes the person belong to an organization ends; undefined where they do not belong to it, or above or below it. */
export async function belongsUntil(
  request: Request,
  organizationId: string,
): Promise<Date | null | undefined> {
  const end = roleEnd(await request.standing(), overseers, organizationId);
  if (end !== undefined) return end;
  const { as } = await tiesOf(request);
  const belongs = Object.values(as).some(({ organizationIds }) => organizationIds.has(organizationId));
  return belongs ? null : undefined;
}

/** One order, so that the same question is remembered as the same. */
function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
