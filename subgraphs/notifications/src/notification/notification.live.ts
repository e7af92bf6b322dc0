import { person } from '@learnova/platform/actor';
import { defineLive } from '@learnova/platform/live/live';
import { isSelf } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import { inboxOf } from './notification.publish.ts';

/** Everybody watches the own inbox; what of it may be shown is decided at each delivery, so no end is known beforehand. */
export const inboxChanged = defineLive<{ personId: string }>({
  field: 'inboxChanged',
  key: ['id'],
  topic: ({ personId }) => inboxOf(personId),
  admit: async (request, { personId }) => {
    person(request);
    if (!isSelf(request.actor, personId)) throw notFound('inbox');
    return null;
  },
});
