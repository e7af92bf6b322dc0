import { answer } from '@learnova/platform/ask/answer';
import { Affiliations } from '@learnova/schema/asks/users';
import { guardianshipsToday } from '../guardianship/guardianship.reads.ts';
import { peopleById } from './person.reads.ts';

export const affiliations = answer(Affiliations, async (request, { personIds }) => {
  const people = (await peopleById(request, personIds)).filter((one) => one.studentOf ?? one.staffOf);
  const studentIds = people.filter(({ studentOf }) => studentOf).map(({ id }) => id);
  const guarded = new Set(
    (await guardianshipsToday(request, { studentIds })).filter(({ legal }) => legal).map((g) => g.studentId),
  );
  return people.map(({ id: personId, studentOf, staffOf }) => ({
    ...{ personId, studentOf, staffOf, hasLegalGuardian: guarded.has(personId) },
  }));
});
