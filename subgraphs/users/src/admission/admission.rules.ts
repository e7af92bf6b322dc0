import { decideLine } from '@learnova/platform/decide-text';
import { refusal } from '@learnova/platform/refusal';
import type { OrganizationKind } from '../organization/organization-kind.enum.ts';
import { type Parts, type PersonDetails, type PersonWish, personParts } from '../person/person.rules.ts';

export interface StudentWish {
  readonly person: PersonWish;
  readonly number: string;
}

export interface StudentDetails extends PersonDetails {
  readonly number: string;
}

/** What others have already, of all that is wished for. */
export interface Taken {
  readonly emails: ReadonlySet<string>;
  /** Of students of the same school. */
  readonly numbers: ReadonlySet<string>;
}

/** What is decided of a new student. */
export function studentParts(
  wish: StudentWish,
  taken: Taken,
  path: readonly string[],
): Parts<StudentDetails> {
  return {
    ...personParts(wish.person, taken.emails, [...path, 'person']),
    number: () => decideNumber(wish.number, taken.numbers, [...path, 'number']),
  };
}

/** Throws BAD_USER_INPUT or USERS_NUMBER_TAKEN. */
function decideNumber(number: string, taken: ReadonlySet<string>, path: readonly string[]): string {
  const decided = decideLine(number, path, 'A number', 40);
  if (!taken.has(decided)) return decided;
  const sentence =
    'The school files another student under this number. Look for them, or choose another number.';
  throw refusal('USERS_NUMBER_TAKEN', sentence, { field: path });
}

/** Students are admitted by schools. Throws USERS_ADMITS_NOBODY. */
export function checkAdmits(kind: OrganizationKind): void {
  if (kind === 'SCHOOL') return;
  const sentence =
    'Students are admitted by a school, not by what stands above or below it. Choose a school.';
  throw refusal('USERS_ADMITS_NOBODY', sentence, { field: ['input', 'organizationId'] });
}

/** Staff work for a school or for what stands above it. Throws USERS_EMPLOYS_NOBODY. */
export function checkEmploys(kind: OrganizationKind): void {
  if (kind !== 'DEPARTMENT') return;
  const sentence =
    'A department employs nobody. Choose its school; what they do in the department a role says.';
  throw refusal('USERS_EMPLOYS_NOBODY', sentence, { field: ['input', 'organizationId'] });
}
