import { badInput, refusal } from '@learnova/platform/refusal';
import { placesOf, unitsOf } from '../decimal.rules.ts';
import type { Assessed, Scored } from '../result/result.rules.ts';
import type { ScoreState } from './score-state.enum.ts';

export interface Cell {
  readonly lineItemId: string;
  readonly studentId: string;
  readonly state: ScoreState;
  readonly value: string | null;
}

/** What a grid is written into. */
export interface Grid {
  readonly items: readonly Assessed[];
  /** Students who may be scored: enrolled now, or with a score here from before. */
  readonly students: ReadonlySet<string>;
  readonly held: readonly (Scored & { readonly studentId: string })[];
}

export const mostCells = 10_000;

/** The cells of a grid that say something new. Throws where one of them cannot be said; then nothing is written. */
export function decideCells(grid: Grid, cells: readonly Cell[]): Cell[] {
  const field = ['input', 'scores'];
  if (cells.length < 1 || cells.length > mostCells)
    throw badInput(field, `A grid has 1 to ${mostCells} scores.`);
  const items = new Map(grid.items.map((item) => [item.id, item]));
  const held = new Map(grid.held.map((score) => [keyOf(score), score]));
  const said = new Set<string>();
  return cells.filter((cell, n) => {
    const at = [...field, String(n)];
    const item = items.get(cell.lineItemId);
    if (!item) throw unknown('line item', [...at, 'lineItemId']);
    if (!grid.students.has(cell.studentId)) throw unknown('student', [...at, 'studentId']);
    if (said.has(keyOf(cell)))
      throw badInput(at, 'A student has one score at a line item, and here are two.');
    said.add(keyOf(cell));
    checkValue(cell, item, at);
    const before = held.get(keyOf(cell));
    return !isSame(before ?? { state: 'NOT_ASSESSED', value: null }, cell);
  });
}

function checkValue({ state, value }: Cell, { resultValueMax }: Assessed, at: readonly string[]): void {
  const field = [...at, 'value'];
  if (state !== 'GRADED') {
    if (value !== null) throw badInput(field, 'Only work that is GRADED has a score.');
    return;
  }
  if (value === null) throw badInput(field, 'Work that is GRADED has a score. Nothing handed in is MISSING.');
  if (unitsOf(value) < 0n || unitsOf(value) > unitsOf(resultValueMax))
    throw badInput(field, `A score here is from 0 to ${resultValueMax}.`);
  if (placesOf(value) > 3) throw badInput(field, 'A score has up to three places.');
}

function isSame(one: Pick<Cell, 'state' | 'value'>, other: Pick<Cell, 'state' | 'value'>): boolean {
  if (one.state !== other.state) return false;
  return one.value === null || other.value === null || unitsOf(one.value) === unitsOf(other.value);
}

const keyOf = ({ lineItemId, studentId }: Pick<Cell, 'lineItemId' | 'studentId'>) =>
  `${lineItemId} ${studentId}`;

function unknown(what: string, field: readonly string[]) {
  return refusal(
    what === 'student' ? 'ASSESSMENTS_STUDENT_UNKNOWN' : 'ASSESSMENTS_LINE_ITEM_UNKNOWN',
    `The gradebook has no such ${what}. Load it again.`,
    { field },
  );
}
