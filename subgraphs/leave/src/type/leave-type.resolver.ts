import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../organization.stub.ts';
import { LeaveType, seen } from './leave-type.entity.ts';
import { leaveTypesOf } from './leave-type.loader.ts';

@Resolver(() => LeaveType)
export class LeaveTypeResolver {
  @Query(() => [LeaveType], {
    description:
      'The kinds of leave of an organization and of all above it, those out of use included. Everybody who is signed in may see them.',
  })
  async leaveTypes(
    @Arg('organizationId', () => UUID, { description: 'The school, campus or department.' })
    organizationId: string,
    @Ctx() request: Request,
  ): Promise<LeaveType[]> {
    return leaveTypesOf(request, (await placeOf(request, organizationId)).path);
  }

  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: `The organization that has made it. ${seen}`,
  })
  organization(@Root() { organizationId: id }: LeaveType): OrganizationStub {
    return { id };
  }
}
