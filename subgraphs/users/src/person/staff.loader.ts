import { defineLoader } from '@learnova/platform/loader';
import { seesStaff } from './person.policy.ts';
import { type PersonRow, peopleById } from './person.reads.ts';
import { viewpointOn } from './viewpoint.ts';

export const staffLoader = defineLoader<PersonRow>({
  type: 'Staff',
  load: async (request, ids) => (await peopleById(request, ids)).filter((row) => row.staffOf !== null),
  visible: async (request, rows) => {
    const who = await viewpointOn(request, []);
    return rows.filter((row) => seesStaff(who, row));
  },
});
