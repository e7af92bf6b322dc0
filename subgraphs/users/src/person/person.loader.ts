import { defineLoader } from '@learnova/platform/loader';
import { seesPerson } from './person.policy.ts';
import { type PersonRow, peopleById } from './person.reads.ts';
import { viewpointOn } from './viewpoint.ts';

export const personLoader = defineLoader<PersonRow>({
  type: 'Person',
  load: peopleById,
  visible: async (request, rows) => {
    const who = await viewpointOn(request, rows);
    return rows.filter((row) => seesPerson(who, row));
  },
});
