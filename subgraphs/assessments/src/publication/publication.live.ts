import { person } from '@learnova/platform/actor';
import { defineLive, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import { type Request, roleEnd } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { Publication } from './publication.entity.ts';
import { publications } from './publication.loader.ts';
import { publicationTopic } from './publication.topic.ts';

/** Who oversees its organization, until they no longer do. */
export const publicationChanged = defineLive<{ publicationId: string }>({
  field: 'publicationChanged',
  key: ['id'],
  topic: ({ publicationId }) => publicationTopic(publicationId),
  admit: async (request, { publicationId }) => {
    person(request);
    const publication = await request.load(publications, publicationId);
    if (!publication) throw notFound('publication');
    return roleEnd(await request.standing(), overseers, publication.organizationId) ?? null;
  },
});

@Resolver()
export class PublicationLiveResolver {
  @Subscription(() => Publication, {
    ...liveField,
    description:
      'A publication has gone on: more results were taken, it has all of them, it was called off, or more of them were told. For whoever sees it.',
  })
  publicationChanged(
    @Root() { key }: Pointer,
    @Arg('publicationId', () => UUID, { description: 'The publication.' }) publicationId: string,
    @Ctx() request: Request,
  ): Promise<Publication | null> {
    return key.id === publicationId ? request.load(publications, publicationId) : Promise.resolve(null);
  }
}
