import { defineLoader } from '@learnova/platform/loader';
import { type Hanging, known } from '../known.ts';
import { offersIn, visibleOffers } from '../offered.ties.ts';
import { Room } from './room.entity.ts';

/** The door to rooms: a teacher or a student comes to them through their lessons. */
export const rooms = defineLoader<Room>({
  type: 'Room',
  load: (request, ids) => request.em.find(Room, { id: { $in: [...ids] } }),
  visible: visibleOffers,
});

/** Where sections of an organization may meet: its own rooms, and those of the organizations above it. */
export const roomsOfOrganization = defineLoader<Hanging<Room>>({
  type: 'Organization.rooms',
  load: (request, ids) =>
    offersIn(request, ids, (offering) =>
      request.em.find(Room, { organizationId: { $in: offering } }, { orderBy: { name: 'asc', id: 'asc' } }),
    ),
  visible: known,
});
