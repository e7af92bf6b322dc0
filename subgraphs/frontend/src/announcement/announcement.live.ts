import { person } from '@learnova/platform/actor';
import { defineLive, type Live, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { belongsUntil } from '../person.ties.ts';
import { ViewerStub } from '../viewer.stub.ts';
import { Announcement } from './announcement.entity.ts';
import { announcements, isNews } from './announcement.loader.ts';
import { announcementTopic } from './announcement.publish.ts';

interface Watched {
  readonly organizationId: string;
}

/** Whoever belongs to the organization; what of it is for them is decided at each delivery. */
const ofOrganization: Omit<Live<Watched>, 'field'> = {
  key: ['id'],
  topic: ({ organizationId }) => announcementTopic(organizationId),
  admit: async (request, { organizationId }) => {
    person(request);
    const end = await belongsUntil(request, organizationId);
    if (end === undefined) throw notFound('organization');
    return end;
  },
};

export const announcementChanged = defineLive<Watched>({ field: 'announcementChanged', ...ofOrganization });
export const announcementsChanged = defineLive<Watched>({ field: 'announcementsChanged', ...ofOrganization });

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

  @Subscription(() => ViewerStub, {
    ...liveField,
    description:
      'The person who watches, whenever something that is for them was announced in the organization, above it or below it, or taken ' +
      'back: what they are told now is to be read anew. For whoever belongs to the organization or oversees it.',
  })
  async announcementsChanged(
    @Root() { key }: Pointer,
    @Arg('organizationId', () => UUID, { description: 'The organization that the person belongs to.' })
    _organizationId: string,
    @Ctx() request: Request,
  ): Promise<ViewerStub | null> {
    const { personId: id } = person(request);
    return (await isNews(request, String(key.id))) ? Object.assign(new ViewerStub(), { id }) : null;
  }
}
