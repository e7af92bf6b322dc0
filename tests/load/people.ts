import type { People } from '../../k6/people.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';

/** Who plays scenarios in the small school. */
export const smallPeople: People = {
  password,
  office: emailOf('office'),
  guardian: emailOf('guardian'),
  teachers: [emailOf('teacher'), emailOf('other-teacher')],
};
