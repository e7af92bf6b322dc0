import { defineLoader } from '@learnova/platform/loader';
import { seesStudent } from './person.policy.ts';
import { type PersonRow, peopleById } from './person.reads.ts';
import { viewpointOn } from './viewpoint.ts';

export type StudentRow = PersonRow & { readonly studentOf: string; readonly number: string };

export const studentLoader = defineLoader<StudentRow>({
  type: 'Student',
  load: async (request, ids) => (await peopleById(request, ids)).filter(isStudent),
  visible: async (request, rows) => {
    const who = await viewpointOn(request, rows);
    return rows.filter((row) => seesStudent(who, row));
  },
});

function isStudent(row: PersonRow): row is StudentRow {
  return row.studentOf !== null;
}
