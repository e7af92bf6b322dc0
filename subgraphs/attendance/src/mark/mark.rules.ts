import type { AttendanceCode } from '../code/attendance-code.entity.ts';
import type { AttendanceStatus } from './attendance-status.enum.ts';
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
  /** Whether the student has leave when the meeting begins: it lies over a teacher's word, and under the office's. */
  readonly onLeave?: boolean;
}

/** What a mark counts as: an absence is excused by its code or by leave, unless the office itself has spoken. */
export function statusOf(
  mark: Pick<Mark, 'layer' | 'onLeave'>,
  code: Pick<AttendanceCode, 'category' | 'excused'>,
): AttendanceStatus {
  if (code.category !== 'ABSENT') return code.category;
  return code.excused || (mark.onLeave && mark.layer === 'TEACHER') ? 'EXCUSED' : 'ABSENT';
}

/** A teacher has seen a student who has leave: that counts as present, and somebody should look into it. */
export const isConflict = (
  mark: Pick<Mark, 'layer' | 'onLeave'>,
  code: Pick<AttendanceCode, 'category'>,
): boolean => mark.onLeave === true && mark.layer === 'TEACHER' && code.category !== 'ABSENT';

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
  /** Of those absent: excused by their code, or by leave. */
  readonly excused: number;
  /** Of those present or late: a teacher says so, though they have leave. */
  readonly conflicts: number;
}

/** Counts of one register: present, late, absent and unmarked always add up to `expected`. */
export function countsOf(expected: number, marks: readonly Mark[], codes: readonly AttendanceCode[]): Counts {
  const codeOf = new Map(codes.map((code) => [code.id, code]));
  const counts = { present: 0, late: 0, absent: 0, excused: 0, conflicts: 0 };
  for (const mark of standing(marks).values()) {
    const code = codeOf.get(mark.codeId);
    if (!code) continue;
    const status = statusOf(mark, code);
    if (status === 'PRESENT') counts.present += 1;
    if (status === 'LATE') counts.late += 1;
    if (status === 'ABSENT' || status === 'EXCUSED') counts.absent += 1;
    if (status === 'EXCUSED') counts.excused += 1;
    if (isConflict(mark, code)) counts.conflicts += 1;
  }
  return { expected, ...counts, unmarked: expected - counts.present - counts.late - counts.absent };
}

/** Counts of several registers together. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum = { expected: 0, present: 0, late: 0, absent: 0, unmarked: 0, excused: 0, conflicts: 0 };
  for (const counts of all)
    for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += counts[name];
  return sum;
}
