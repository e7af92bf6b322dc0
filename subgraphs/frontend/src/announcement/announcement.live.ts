import { person } from '@learnova/platform/actor';
import { defineLive, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { belongsUntil } from '../person.ties.ts';
import { Announcement } from './announcement.entity.ts';
import { announcements } from './announcement.loader.ts';
import { announcementTopic } from './announcement.publish.ts';

/** Whoever belongs to the organization; what of it is for them is decided at each delivery. */
export const announcementChanged = defineLive<{ organizationId: string }>({
  field: 'announcementChanged',
  key: ['id'],
  topic: ({ organizationId }) => announcementTopic(organizationId),
  admit: async (request, { organizationId }) => {
    person(request);
    const end = await belongsUntil(request, organizationId);
    if (end === undefined) throw notFound('organization');
    return end;
  },
});

@Resolver()
export class AnnouncementLiveResolver {
  @Subscription(() => Announcement, {
    ...liveField,
    description:
      'Something was announced in the organization, above it or below it: each announcement that the person may see when its time ' +
      'has come. For whoever belongs to the organization or oversees it.',
  })
  announcementChanged(
    @Root() { key }: Pointer,
    @Arg('organizationId', () => UUID, { description: 'The organization that the person belongs to.' })
    _organizationId: string,
    @Ctx() request: Request,
  ): Promise<Announcement | null> {
    return request.load(announcements, String(key.id));
  }
}
