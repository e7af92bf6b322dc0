import type { Pointer } from '@learnova/platform/live/log';
import { topic } from '@learnova/schema/topics';

export const publicationTopic = (publicationId: string) => topic('assessments.publication', publicationId);

/** What an event tells to who watches a publication: that it has gone on. */
export function pointAtPublication(publicationId: string): Pointer[] {
  return [
    {
      ...{ topic: publicationTopic(publicationId), typename: 'Publication' },
      ...{ key: { id: publicationId }, version: 1 },
    },
  ];
}
