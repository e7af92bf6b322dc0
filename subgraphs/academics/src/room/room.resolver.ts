import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../session/organization.stub.ts';
import { Room } from './room.entity.ts';
import { roomsOfOrganization } from './room.loader.ts';

@Resolver(() => Room)
export class RoomResolver {
  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description:
      'Whose it is: sections of its own and of all below it may meet here. Seen by whoever sees the room.',
  })
  organization(@Root() { organizationId: id }: Room): OrganizationStub {
    return { id };
  }
}

@Resolver(() => OrganizationStub)
export class OrganizationRoomsResolver {
  @FieldResolver(() => [Room], {
    nullable: true,
    description:
      'The rooms in which sections of it may meet, by name: its own, and those of the organizations above it, retired ones included. ' +
      'Seen by administrators, registrars and heads of department of it or above it.',
  })
  async rooms(@Root() organization: OrganizationStub, @Ctx() request: Request): Promise<readonly Room[]> {
    const offered = await request.load(roomsOfOrganization, organization.id);
    if (!offered) throw notFound('organization');
    return offered.list;
  }
}
