import type { AttendanceCode } from '../code/attendance-code.entity.ts';
import type { MarkLayer } from './mark-layer.enum.ts';

/** What somebody says of one student. */
export interface Statement {
  readonly studentId: string;
  readonly codeId: string;
  /** Minutes after the beginning; only with a code that means late. */
  readonly minutesLate: number | null;
}

/** A statement that was made: in which version of the register, and with whose weight. */
export interface Mark extends Statement {
  readonly version: number;
  readonly layer: MarkLayer;
}

const weight: Record<MarkLayer, number> = { TEACHER: 1, OFFICE: 2 };

/**
 * What holds of each student, out of everything that was ever said in one register: the highest layer, and in it the newest.
 * The order in which the statements are given makes no difference; nothing is overwritten, so all of it can be derived again.
 */
export function standing<M extends Mark>(marks: readonly M[]): Map<string, M> {
  const held = new Map<string, M>();
  for (const mark of marks) {
    const other = held.get(mark.studentId);
    if (!other || outweighs(mark, other)) held.set(mark.studentId, mark);
  }
  return held;
}

function outweighs(one: Mark, other: Mark): boolean {
  return (weight[one.layer] - weight[other.layer] || one.version - other.version) > 0;
}

/** The students of whom something else holds after than before. */
export function changedStudents(before: readonly Mark[], after: readonly Mark[]): string[] {
  const held = standing(before);
  return [...standing(after).values()]
    .filter((now) => !same(now, held.get(now.studentId)))
    .map((now) => now.studentId);
}

function same(one: Statement, other: Statement | undefined): boolean {
  return one.codeId === other?.codeId && one.minutesLate === other.minutesLate;
}

export interface Counts {
  readonly expected: number;
  readonly present: number;
  readonly late: number;
  readonly absent: number;
  /** Expected, and nothing said of them yet: neither absent nor present. */
  readonly unmarked: number;
}

/** Counts of one register. The four that divide `expected` always add up to it. */
export function countsOf(expected: number, marks: readonly Mark[], codes: readonly AttendanceCode[]): Counts {
  const categoryOf = new Map(codes.map((code) => [code.id, code.category]));
  const counts = { PRESENT: 0, LATE: 0, ABSENT: 0 };
  const held = standing(marks);
  for (const { codeId } of held.values()) {
    const category = categoryOf.get(codeId);
    if (category) counts[category] += 1;
  }
  const { PRESENT: present, LATE: late, ABSENT: absent } = counts;
  return { expected, present, late, absent, unmarked: expected - present - late - absent };
}

/** Counts of several registers together. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum = { expected: 0, present: 0, late: 0, absent: 0, unmarked: 0 };
  for (const counts of all)
    for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name];
  return sum;
}
