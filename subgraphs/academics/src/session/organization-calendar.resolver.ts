import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { SchoolDay } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from './organization.stub.ts';
import { schoolDaysKey, schoolDaysOfOrganization } from './school-days.loader.ts';
import { checkRange } from './school-days.rules.ts';

@Resolver(() => OrganizationStub)
export class OrganizationCalendarResolver {
  @FieldResolver(() => [SchoolDay], {
    nullable: true,
    description:
      'The days on which it teaches, in their order: as its own calendar says, or that of the nearest organization above it that says ' +
      'something of a day. Seen by everybody who is signed in.',
  })
  async schoolDays(
    @Root() { id }: OrganizationStub,
    @Arg('from', () => SchoolDay, { description: 'The first day of which it is asked.' }) from: string,
    @Arg('to', () => SchoolDay, { description: 'The first day of which it is not: two years later at most.' })
    to: string,
    @Ctx() request: Request,
  ): Promise<readonly string[]> {
    checkRange({ from, to }, []);
    const taught = await request.load(schoolDaysOfOrganization, schoolDaysKey(id, { from, to }));
    if (!taught) throw notFound('organization');
    return taught.days;
  }
}
