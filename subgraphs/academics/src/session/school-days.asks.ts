import { answer } from '@learnova/platform/ask/answer';
import { SchoolDays } from '@learnova/schema/asks/academics';
import { schoolDays } from '../meeting/timetable.facts.ts';

export const answerSchoolDays = answer(SchoolDays, async (request, { path, from, to }) =>
  [...(await schoolDays(request, path, { from, to }))].sort(),
);
