import { badInput, type Refusal, refusal } from '@learnova/platform/refusal';
import { attemptAll } from '../person/person.rules.ts';
import { normalEmail } from '../sign-in/sign-in.rules.ts';
import { type StudentDetails, type StudentWish, studentParts, type Taken } from './admission.rules.ts';

export const mostRows = 500;

/** What is wrong in one place of an import. */
export interface RowFault {
  /** Counted from 1, as a list shows it. */
  readonly row: number;
  /** The path to the input field, its rows counted from 0. */
  readonly field: readonly string[];
  readonly code: string;
  readonly message: string;
}

/**
 * Decides upon all rows of an import, or upon none: whatever is wrong in any of them is told at once, so that a list is repaired in one
 * go. Throws BAD_USER_INPUT, or USERS_IMPORT_REFUSED with each fault of each row.
 */
export function decideImport(rows: readonly StudentWish[], taken: Taken): StudentDetails[] {
  const field = ['input', 'students'];
  if (rows.length < 1 || rows.length > mostRows)
    throw badInput(field, `An import has 1 to ${mostRows} rows. Send more of them one after another.`);
  const firstWith = {
    email: firstRows(rows.map(({ person }) => person.email && normalEmail(person.email))),
    number: firstRows(rows.map(({ number }) => number.trim())),
  };
  const attempts = rows.map((row, n) => {
    const path = [...field, String(n)];
    const attempt = attemptAll(studentParts(row, taken, path));
    const faults = 'faults' in attempt ? [...attempt.faults] : [];
    const before = [
      [firstWith.email.get(normalEmail(row.person.email ?? '')), [...path, 'person', 'email']],
      [firstWith.number.get(row.number.trim()), [...path, 'number']],
    ] as const;
    for (const [first, at] of before)
      if (first !== undefined && first < n && !faults.some((fault) => isAt(fault, at)))
        faults.push(badInput(at, `Row ${first + 1} has this already.`));
    return { decided: 'decided' in attempt ? attempt.decided : null, faults };
  });
  const faults = attempts.flatMap((attempt, n) => attempt.faults.map((fault) => toldOf(n + 1, fault)));
  if (faults.length > 0) throw refusedFor(faults, rows.length);
  return attempts.flatMap(({ decided }) => decided ?? []);
}

/** Where each value stands first. */
function firstRows(values: readonly (string | null | undefined)[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const [n, value] of values.entries()) if (value && !first.has(value)) first.set(value, n);
  return first;
}

const isAt = (fault: Refusal, path: readonly string[]) =>
  JSON.stringify(fault.extensions.field) === JSON.stringify(path);

const toldOf = (row: number, { code, message, extensions }: Refusal): RowFault => ({
  ...{ row, field: extensions.field as string[], code, message },
});

function refusedFor(faults: readonly RowFault[], count: number): Refusal {
  const wrong = [...new Set(faults.map(({ row }) => row))];
  const shown = wrong.slice(0, 10).join(', ');
  const which = wrong.length > 10 ? `${shown} and ${wrong.length - 10} more` : shown;
  const sentence = `Nobody was written down: of ${count} rows, ${wrong.length} cannot be: ${which}. Repair them and send all rows again.`;
  return refusal('USERS_IMPORT_REFUSED', sentence, { field: ['input', 'students'], faults });
}
