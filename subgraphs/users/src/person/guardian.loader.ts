import { defineLoader } from '@learnova/platform/loader';
import { seesGuardian } from './person.policy.ts';
import { type PersonRow, peopleById } from './person.reads.ts';
import { viewpointOn } from './viewpoint.ts';

export const guardianLoader = defineLoader<PersonRow>({
  type: 'Guardian',
  load: async (request, ids) => (await peopleById(request, ids)).filter((row) => row.guardianIn !== null),
  visible: async (request, rows) => {
    const who = await viewpointOn(request, []);
    return rows.filter((row) => seesGuardian(who, row));
  },
});
