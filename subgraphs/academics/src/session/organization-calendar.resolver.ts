import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { SchoolDay } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { schoolDays } from '../meeting/timetable.facts.ts';
import { OrganizationStub } from './organization.stub.ts';
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
    const { path } = await placeOf(request, id);
    return [...(await schoolDays(request, path, { from, to }))].sort();
  }
}
