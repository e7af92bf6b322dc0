/**
 * The oracle of what somebody can compute who adds, subtracts and multiplies what is shown, as often as they like: every set of cells whose
 * sum follows from the sums of the sets that are shown. By elimination over fractions, and not by the rules that are tested.
 * @param shown sets of cells, as 0 and 1 by cell
 * @param sizes how many are in each cell
 * @returns how many are in each set that can be computed, whatever the set
 */
export function computableFrom(shown: readonly (readonly number[])[], sizes: readonly number[]): number[] {
  // Nobody is in an empty cell: what is known of the others does not depend on it.
  const cells = [...sizes.keys()].filter((cell) => (sizes[cell] ?? 0) > 0);
  const rows = reduced(shown.map((set) => cells.map((cell) => set[cell] ?? 0)));
  const found: number[] = [];
  for (let subset = 1; subset < 1 << cells.length; subset += 1) {
    const wanted = cells.map((_, n) => (subset >> n) & 1);
    if (!follows(wanted, rows)) continue;
    found.push(cells.reduce((sum, cell, n) => sum + (wanted[n] ?? 0) * (sizes[cell] ?? 0), 0));
  }
  return found;
}

interface Row {
  readonly pivot: number;
  readonly values: readonly number[];
}

const isZero = (value: number) => Math.abs(value) < 1e-9;

/** Rows in echelon form, the pivot of each 1 and alone in its column. */
function reduced(sets: readonly (readonly number[])[]): Row[] {
  let rows: Row[] = [];
  for (const set of sets) {
    const rest = without(set, rows);
    const pivot = rest.findIndex((value) => !isZero(value));
    if (pivot < 0) continue;
    const scale = rest[pivot] ?? 1;
    const row = { pivot, values: rest.map((value) => value / scale) };
    rows = [...rows.map((one) => ({ ...one, values: without(one.values, [row]) })), row];
  }
  return rows;
}

function without(set: readonly number[], rows: readonly Row[]): number[] {
  return rows.reduce<number[]>(
    (rest, { pivot, values }) => {
      const times = rest[pivot] ?? 0;
      return rest.map((value, n) => value - times * (values[n] ?? 0));
    },
    [...set],
  );
}

function follows(wanted: readonly number[], rows: readonly Row[]): boolean {
  return without(wanted, rows).every(isZero);
}
