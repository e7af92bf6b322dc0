import {
  type Connection,
  connectionOf,
  type Page,
  PageArgs,
  pageOf,
  toConnection,
} from '@learnova/platform/connection';
import { dayOf } from '@learnova/platform/local-time';
import { placeOf } from '@learnova/platform/places';
import type { VisibleKeys } from '@learnova/platform/policy';
import { badInput } from '@learnova/platform/refusal';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { id } from '@learnova/schema/define';
import { overseers } from '@learnova/schema/role-groups';
import { SchoolDay } from '@learnova/schema/scalars';
import { sql } from 'kysely';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { PersonStub } from '../person.stub.ts';
import { LeaveAbsence, seen } from './leave-absence.type.ts';

const LeaveAbsenceConnection = connectionOf('LeaveAbsence', () => LeaveAbsence, seen);

@ArgsType()
class AwayArgs extends PageArgs {
  @Field(() => SchoolDay, {
    nullable: true,
    description: 'The day; today, by the clock of the organization, if left out.',
  })
  date?: string | null;
}

@Resolver(() => OrganizationStub)
export class OrganizationResolver {
  @FieldResolver(() => LeaveAbsenceConnection, {
    nullable: true,
    description: `Who of the organization and all below it is away on a day, by leave that was granted; staff first. ${seen}`,
  })
  async away(
    @Root() { id: organizationId }: OrganizationStub,
    @Args(() => AwayArgs) { date, ...args }: AwayArgs,
    @Ctx() request: Request,
  ): Promise<Connection<LeaveAbsence>> {
    const page = pageOf(args, 2);
    const { subtree, timeZone } = await placeOf(request, organizationId);
    const day = date ?? dayOf(await request.now(), timeZone);
    return toConnection(await absencesOn(request, day, subtree, page), page, (one) => [one.audience, one.id]);
  }
}

@Resolver(() => LeaveAbsence)
export class LeaveAbsenceResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: `Who is away. ${seen}` })
  person(@Root() { personId }: LeaveAbsence): PersonStub {
    return { id: personId };
  }
}

async function absencesOn(
  request: Request,
  day: string,
  organizationIds: readonly string[],
  { limit, after }: Page,
): Promise<LeaveAbsence[]> {
  if (after !== null && !id.safeParse(after[1]).success)
    throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
  const beyond = after === null ? sql`` : sql`and (r.audience, r.id) > (${after[0]}, ${after[1]}::uuid)`;
  const { rows } = await sql<LeaveAbsence>`
    select r.id, r.person_id as "personId", r.audience, r.last_day as "lastDay", array_agg(s.part order by s.part desc) as parts
    from leave_slot s join leave_request r on r.id = s.leave_request_id
    where s.date = ${day}::date and r.state = 'APPROVED' and r.organization_id = any(${organizationIds}::uuid[]) ${beyond}
    group by r.id order by r.audience, r.id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new LeaveAbsence(), row));
}

/** Who oversees an organization knows who is there, and so who is not. */
export const seesAway: VisibleKeys = async (request, organizationIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const overseen = organizationsOf(await request.standing(), overseers);
  return new Set(organizationIds.filter((organizationId) => overseen.has(organizationId)));
};
