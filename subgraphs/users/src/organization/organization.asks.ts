import { answer } from '@learnova/platform/ask/answer';
import { Organizations } from '@learnova/schema/asks/users';
import { organizationsById, subtreesOf } from './organization.reads.ts';

export const organizations = answer(Organizations, async (request, { organizationIds }) => {
  const [rows, subtrees] = await Promise.all([
    organizationsById(request, organizationIds),
    subtreesOf(request, organizationIds),
  ]);
  return rows.map(({ id, name, timeZone, locale, path }) => ({
    organizationId: id,
    name,
    timeZone,
    locale,
    path: [...path],
    subtree: subtrees.get(id) ?? [],
  }));
});
