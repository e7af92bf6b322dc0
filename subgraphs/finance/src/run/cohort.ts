import type { Request } from '@learnova/platform/request';
import { Cohort } from '@learnova/schema/asks/academics';
import { PayersOf } from '@learnova/schema/asks/users';
import type { FeeStructure } from '../fee/fee-structure.entity.ts';
import { earlierOf } from './run.reads.ts';
import type { Candidate } from './run.rules.ts';

export interface Asked {
  readonly structure: FeeStructure;
  /** The structure's organization and all below it. */
  readonly organizationIds: readonly string[];
  readonly enrolledOn: string;
  /** Whether somebody has to pay for a student. */
  readonly requirePayer: boolean;
}

/** A page of a cohort after a student, or those of some students who are of it; with the school of each. */
export async function cohortOf(
  request: Request,
  { structure, organizationIds, enrolledOn }: Asked,
  part:
    | { readonly studentIds: readonly string[] }
    | { readonly after: string | null; readonly limit: number },
): Promise<ReadonlyMap<string, string>> {
  const wanted =
    'studentIds' in part
      ? { studentIds: [...part.studentIds], after: null, limit: Math.max(part.studentIds.length, 1) }
      : { studentIds: null, ...part };
  const students = await request.ask(Cohort, {
    ...{ organizationIds: [...organizationIds], date: enrolledOn },
    ...{ grade: structure.grade, programId: structure.programId },
    ...wanted,
  });
  return new Map(students.map(({ studentId, organizationId }) => [studentId, organizationId]));
}

/** The students for whom somebody pays now. */
export async function payingFor(
  request: Request,
  studentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const payers = await request.ask(PayersOf, { studentIds: [...studentIds] });
  return new Set(payers.map(({ studentId }) => studentId));
}

/** What is known of each of these students, to decide upon. */
export async function candidatesOf(
  request: Request,
  { structure, requirePayer }: Asked,
  studentIds: readonly string[],
  enrolled: ReadonlyMap<string, string>,
  paidFor: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Candidate>> {
  const earlier = await earlierOf(request, structure.id, studentIds);
  return new Map(
    studentIds.map((id) => [
      id,
      {
        isEnrolled: enrolled.has(id),
        hasPayer: !requirePayer || paidFor.has(id),
        earlier: earlier.get(id) ?? [],
      },
    ]),
  );
}
