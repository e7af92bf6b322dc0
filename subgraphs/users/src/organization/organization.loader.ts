import { defineLoader } from '@learnova/platform/loader';
import { childrenOf, type OrganizationRow, organizationsById } from './organization.reads.ts';

/** Organizations are no secret among people who are signed in: what happens in them is. */
export const organizationLoader = defineLoader<OrganizationRow>({
  type: 'Organization',
  load: organizationsById,
  visible: async (_request, rows) => rows,
});

/** What stands directly below, by the id of what stands above. */
export const organizationsBelow = defineLoader<{ id: string; children: OrganizationRow[] }>({
  type: 'Organization.children',
  load: async (request, ids) => {
    const rows = await childrenOf(request, ids);
    return ids.map((id) => ({ id, children: rows.filter((row) => row.parentId === id) }));
  },
  visible: async (_request, rows) => rows,
});
