import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { keptOrganizations } from '../program/program.ties.ts';
import { Room } from './room.entity.ts';
import { CreateRoomInput, CreateRoomPayload } from './room.inputs.ts';
import { rooms } from './room.loader.ts';
import { decideRoomName } from './room.rules.ts';

@Resolver()
export class CreateRoomResolver {
  @Mutation(() => CreateRoomPayload, {
    description:
      'Adds a room in which sections may meet. Refused with ACADEMICS_ROOM_EXISTS where the organization has one of this name. ' +
      'For administrators and registrars of the organization or above it.',
  })
  createRoom(
    @Arg('input', { description: 'The room.' }) input: CreateRoomInput,
    @Ctx() request: Request,
  ): Promise<CreateRoomPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ room: await fresh(request, rooms, aggregateId, 'room') }),
      run: async (remember) => {
        const { organizationId } = input;
        await placeOf(request, organizationId);

        permit(request, (await keptOrganizations(request)).has(organizationId));

        const name = decideRoomName(input.name, await request.em.find(Room, { organizationId }));

        const room = Object.assign(new Room(), {
          ...{ id: newId(), organizationId, name },
          ...{ changedAt: await request.now(), changedBy: person(request).personId },
        });
        request.em.persist(room);

        remember({ aggregateId: room.id, version: 1 });
        await commit(request);
        return { room };
      },
    });
  }
}
