import { person } from '@learnova/platform/actor';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { StudentsTaught } from '@learnova/schema/asks/academics';
import { acquainted, registry } from '@learnova/schema/role-groups';
import { sql } from 'kysely';
import { guardianshipsToday } from '../guardianship/guardianship.reads.ts';
import { dependsOnTeaching, type Viewpoint } from './person.policy.ts';
import type { Ties } from './person.reads.ts';

/** All of a viewpoint that does not depend on who is looked at. */
export type OwnViewpoint = Omit<Viewpoint, 'pupils'>;

/** Where the person who asks stands; found out once a request, and forgotten with it. */
export function ownViewpoint(request: Request): Promise<OwnViewpoint> {
  return request.remember(ownViewpoint, () => findOut(request));
}

/** The viewpoint from which these people are seen: whom the person teaches is asked for only where somebody depends on it. */
export async function viewpointOn(request: Request, people: readonly Ties[]): Promise<Viewpoint> {
  const own = await ownViewpoint(request);
  const isOpen = people.some((someone) => dependsOnTeaching(own, someone));
  return { ...own, pupils: isOpen ? await pupilsOf(request) : new Set() };
}

/** Whom the person who asks teaches now: one ask a request. Nobody teaches who holds no role today. */
export async function pupilsOf(request: Request): Promise<ReadonlySet<string>> {
  const { roles } = await request.standing();
  if (roles.length === 0) return new Set();
  const taught = await request.ask(StudentsTaught, { staffId: person(request).personId });
  return new Set(taught.map(({ studentId }) => studentId));
}

async function findOut(request: Request): Promise<OwnViewpoint> {
  const { personId } = person(request);
  const standing = await request.standing();
  const guardianships = await guardianshipsToday(request, { guardianIds: [personId] });
  const near = [
    ...standing.roles.map((held) => held.organizationId),
    ...guardianships.map((g) => g.organizationId),
  ];
  return {
    personId,
    children: new Set(guardianships.map(({ studentId }) => studentId)),
    office: organizationsOf(standing, acquainted),
    registry: organizationsOf(standing, registry),
    neighbourhood: await neighbourhoodOf(request, personId, near),
  };
}

/** The organizations above, of and below these and the school that admitted the person. */
async function neighbourhoodOf(
  request: Request,
  personId: string,
  near: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select o.id from organization o where exists (
      select from organization mine
      where (mine.id = any(${near}::uuid[]) or mine.id = (select organization_id from student where id = ${personId}))
        and (o.id = any(mine.path) or mine.id = any(o.path))
    )
  `.execute(request.reads<unknown>());
  return new Set(rows.map(({ id }) => id));
}
