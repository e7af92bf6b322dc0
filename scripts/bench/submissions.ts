import type { School } from '@learnova/schema/school';
import type { BenchSchool, Class } from './school.ts';

/** A register that nobody has taken, and what its teacher says in it: two of thirty are absent. */
export interface Submission {
  readonly meeting: School['meetings'][number];
  readonly teacherId: string;
  readonly organizationId: string;
  /** The organizations whose boards show it. */
  readonly boards: readonly string[];
  readonly marks: readonly {
    readonly studentId: string;
    readonly codeId: string;
    readonly minutesLate: null;
  }[];
}

/** Hands out the meetings of a class, each once. */
export class Submissions {
  readonly #school: BenchSchool;
  readonly #class: Class;
  readonly #left: School['meetings'][number][];

  constructor(school: BenchSchool, of: Class) {
    this.#school = school;
    this.#class = of;
    this.#left = [...(of.sections[0]?.meetings ?? [])];
  }

  next(): Submission {
    const meeting = this.#left.shift();
    if (!meeting) throw new Error('the school has no meeting left: give it more');
    const { absent, present, schoolId, organizations } = this.#school;
    const { students, teacher } = this.#class;
    return {
      meeting,
      teacherId: teacher.id,
      organizationId: schoolId,
      boards: organizations.map(({ id }) => id),
      marks: students.map(({ id }, n) => ({
        ...{ studentId: id, codeId: n % 15 === 7 ? absent : present, minutesLate: null },
      })),
    };
  }
}

export const submitDocument = /* GraphQL */ `
  mutation Submit($input: SubmitRegisterInput!) {
    submitRegister(input: $input) { register { id version status } }
  }
`;

/** @param idempotencyKey of 8 to 200 characters */
export function submitInput({ meeting, marks }: Submission, idempotencyKey: string) {
  return { input: { registerId: meeting.id, marks, expectedVersion: 0, idempotencyKey } };
}
