import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { checkSaid } from '../naming.rules.ts';
import { keptOrganizations } from '../program/program.ties.ts';
import { Room } from './room.entity.ts';
import { ChangeRoomInput, ChangeRoomPayload } from './room.inputs.ts';
import { rooms } from './room.loader.ts';
import { decideRoomName } from './room.rules.ts';

@Resolver()
export class ChangeRoomResolver {
  @Mutation(() => ChangeRoomPayload, {
    description:
      'Calls a room something else, or retires it: meetings in it remain, and no more are put into it. Refused with ' +
      'ACADEMICS_ROOM_EXISTS where the organization has another one of this name, and with ACADEMICS_ROOM_CHANGED when it is no ' +
      'longer the version upon which the change was decided. For administrators and registrars of its organization or above it.',
  })
  changeRoom(
    @Arg('input', { description: 'What changes.' }) input: ChangeRoomInput,
    @Ctx() request: Request,
  ): Promise<ChangeRoomPayload> {
    const load = () => fresh(request, rooms, input.roomId, 'room');
    return idempotent(request, input, {
      replay: async () => ({ room: await load() }),
      run: async (remember) => {
        const room = await load();

        permit(request, (await keptOrganizations(request)).has(room.organizationId));

        if (room.version !== input.expectedVersion) throw await changed(request, 'room', room);
        const { isRetired } = input;
        checkSaid({ name: input.name, isRetired });
        const { id, organizationId } = room;
        const others = await request.em.find(Room, { organizationId, id: { $ne: id } });
        const name = decideRoomName(input.name ?? room.name, others);

        Object.assign(room, { name, isRetired: isRetired ?? room.isRetired });
        Object.assign(room, { changedAt: await request.now(), changedBy: person(request).personId });

        remember({ aggregateId: room.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { room };
      },
    });
  }
}
