import { defineLoader } from '@learnova/platform/loader';
import { isSelf } from '@learnova/platform/policy';
import type { Viewer } from './viewer.type.ts';

export const viewerLoader = defineLoader<Viewer>({
  type: 'Viewer',
  load: async (_request, ids) => ids.map((id) => ({ id })),
  visible: async (request, rows) => rows.filter((row) => isSelf(request.actor, row.id)),
});
