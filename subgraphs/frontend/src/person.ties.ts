import { person } from '@learnova/platform/actor';
import { earliest } from '@learnova/platform/live/live';
import { organizationsOf, type Request, roleEnd } from '@learnova/platform/request';
import { SchoolsOf, SectionsOf } from '@learnova/schema/asks/academics';
import { ChildrenOf, Organizations, PaysFor } from '@learnova/schema/asks/users';
import { overseers } from '@learnova/schema/role-groups';
import type { Audience } from './announcement/audience.enum.ts';

/** Where a person belongs in one part: organizations with all above them, and sections. */
export interface Belonging {
  readonly organizationIds: ReadonlySet<string>;
  readonly sectionIds: ReadonlySet<string>;
}

/** A child whose guardian the person is now. */
export interface Child {
  readonly studentId: string;
  /** May see the child's records. */
  readonly isKnown: boolean;
  /** Pays for the child. */
  readonly isPaidFor: boolean;
  /** When the earliest of the guardianships ends; null while none has an end. */
  readonly until: Date | null;
}

/** What somebody attends or teaches now. */
export interface Plan {
  readonly sectionIds: readonly string[];
  /** The first day of the earliest of the terms; null for who attends or teaches nothing. */
  readonly since: string | null;
  readonly timeZone: string;
}

export interface Ties {
  readonly personId: string;
  readonly isStudent: boolean;
  /** Where the person belongs now, by what they are there. */
  readonly as: Readonly<Record<Audience, Belonging>>;
  /** Organizations that the person oversees. */
  readonly overseen: ReadonlySet<string>;
  readonly children: readonly Child[];
  /** What the person teaches. */
  readonly taught: Plan;
  /** What the person, or a child whose records they may see, attends. */
  readonly planOf: (studentId: string) => Plan;
}

/** What ties the person who asks to the school today: asked in sets, once a request, by as many questions for a school of any size. */
export function tiesOf(request: Request): Promise<Ties> {
  return request.remember(tiesOf, () => findOut(request));
}

async function findOut(request: Request): Promise<Ties> {
  const { personId } = person(request);
  const [standing, children] = await Promise.all([request.standing(), childrenOf(request)]);
  const childIds = children.map(({ studentId }) => studentId);
  const knownIds = children.filter(({ isKnown }) => isKnown).map(({ studentId }) => studentId);
  const [schools, sections] = await Promise.all([
    request.ask(SchoolsOf, { studentIds: sorted([personId, ...childIds]) }),
    request.ask(SectionsOf, { studentIds: sorted([personId, ...knownIds]), staffIds: [personId] }),
  ]);
  const attended = sections.filter(({ part }) => part === 'STUDENT');
  const taught = sections.filter(({ part }) => part === 'STAFF');
  const [mine, theirs] = divide(attended, (s) => s.personId === personId);
  const [own, ofChildren] = divide(schools, (s) => s.studentId === personId);
  const here = [...schools, ...sections, ...standing.roles].map(({ organizationId }) => organizationId);
  const places = await placesOf(request, here);
  const belonging = (
    at: readonly { organizationId: string }[],
    of: readonly { organizationId: string; sectionId: string }[],
  ): Belonging => ({
    organizationIds: new Set([...at, ...of].flatMap((one) => places.get(one.organizationId)?.path ?? [])),
    sectionIds: new Set(of.map(({ sectionId }) => sectionId)),
  });
  const plan = (
    of: readonly { organizationId: string; sectionId: string; since: string }[],
    at: readonly { organizationId: string }[],
  ): Plan => ({
    sectionIds: of.map(({ sectionId }) => sectionId),
    since: of.map(({ since }) => since).sort()[0] ?? null,
    timeZone: places.get([...at, ...of][0]?.organizationId ?? '')?.timeZone ?? 'UTC',
  });
  return {
    ...{ personId, children, isStudent: own.length > 0 },
    as: {
      STUDENTS: belonging(own, mine),
      GUARDIANS: belonging(ofChildren, theirs),
      STAFF: belonging(standing.roles, taught),
    },
    overseen: organizationsOf(standing, overseers),
    taught: plan(taught, standing.roles),
    planOf: (studentId) =>
      plan(
        attended.filter((section) => section.personId === studentId),
        schools.filter((school) => school.studentId === studentId),
      ),
  };
}

async function childrenOf(request: Request): Promise<Child[]> {
  const { personId } = person(request);
  const [guardianships, paying] = await Promise.all([
    request.ask(ChildrenOf, { guardianIds: [personId] }),
    request.ask(PaysFor, { payerIds: [personId] }),
  ]);
  const paidFor = new Set(paying.map(({ studentId }) => studentId));
  return [...Map.groupBy(guardianships, ({ studentId }) => studentId)].map(([studentId, some]) => ({
    studentId,
    isKnown: some.some(({ recordsAccess }) => recordsAccess),
    isPaidFor: paidFor.has(studentId),
    until: earliest(...some.map(({ until }) => (until === null ? null : new Date(until)))),
  }));
}

function divide<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter((one) => isFirst(one)), all.filter((one) => !isFirst(one))];
}

/** Organizations that are there, by their ids. */
async function placesOf(request: Request, all: readonly string[]) {
  const organizationIds = sorted(all);
  const places = organizationIds.length === 0 ? [] : await request.ask(Organizations, { organizationIds });
  return new Map(places.map((place) => [place.organizationId, place]));
}

/** Each of these organizations with all that stand above it, from the institution down. */
export async function pathsOf(
  request: Request,
  all: readonly string[],
): Promise<(id: string) => readonly string[]> {
  const places = await placesOf(request, all);
  return (id) => places.get(id)?.path ?? [id];
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
