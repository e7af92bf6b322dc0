/**
 * Which groups of a division are withheld so that nothing can be learned of fewer than `threshold`: each group that is smaller, and the
 * smallest of the others besides while all that is withheld, which is the whole less what is shown, is smaller itself. An
 * empty group is shown: it is nobody. (Complementary suppression; see Hundepool et al., Statistical Disclosure Control, 2012, ch. 4.)
 * @param counts how many are in each group; together they are at least `threshold`
 * @param never groups that are withheld whatever their size
 */
export function withheld(
  counts: readonly number[],
  threshold: number,
  never: ReadonlySet<number> = new Set(),
): ReadonlySet<number> {
  const hidden = new Set([...never, ...[...counts.keys()].filter((n) => isSmall(counts[n] ?? 0, threshold))]);
  const others = [...counts.keys()]
    .filter((n) => !hidden.has(n) && (counts[n] ?? 0) > 0)
    .sort((one, other) => (counts[one] ?? 0) - (counts[other] ?? 0));
  const sum = () => [...hidden].reduce((all, n) => all + (counts[n] ?? 0), 0);
  for (const next of others) {
    if (!isSmall(sum(), threshold)) break;
    hidden.add(next);
  }
  return hidden;
}

function isSmall(count: number, threshold: number): boolean {
  return count > 0 && count < threshold;
}
