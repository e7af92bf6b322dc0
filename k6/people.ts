import { demoEmail, demoPassword, demoTeachers } from '../scripts/seed/demo-people.ts';

/** The addresses of those who act. The office may take any register, a teacher the own ones. */
export interface People {
  readonly password: string;
  readonly office: string;
  readonly guardian: string;
  readonly teachers: readonly string[];
}

export const demoPeople: People = {
  password: demoPassword,
  office: demoEmail('office'),
  guardian: demoEmail('guardian'),
  teachers: demoTeachers,
};
