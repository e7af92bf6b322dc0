import { defineLoader } from '@learnova/platform/loader';
import { ownViewpoint } from '../person/viewpoint.ts';
import { seesGuardianship } from './guardianship.policy.ts';
import { type GuardianshipRow, guardianshipsById, guardianshipsOfStudents } from './guardianship.reads.ts';

export const guardianshipLoader = defineLoader<GuardianshipRow>({
  type: 'Guardianship',
  load: guardianshipsById,
  visible: async (request, rows) => {
    const who = await ownViewpoint(request);
    return rows.filter((row) => seesGuardianship(who, row));
  },
});

/** Those of a student that the request may see, by the student's id. */
export const guardianshipsOfStudent = defineLoader<{ id: string; guardianships: GuardianshipRow[] }>({
  type: 'Student.guardianships',
  load: async (request, ids) => {
    const rows = await guardianshipsOfStudents(request, ids);
    return ids.map((id) => ({ id, guardianships: rows.filter((row) => row.studentId === id) }));
  },
  visible: async (request, rows) => {
    const who = await ownViewpoint(request);
    return rows.map(({ id, guardianships }) => ({
      id,
      guardianships: guardianships.filter((row) => seesGuardianship(who, row)),
    }));
  },
});
