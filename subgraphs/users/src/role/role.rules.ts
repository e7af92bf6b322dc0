import { overlaps } from '@learnova/platform/interval';
import { refusal } from '@learnova/platform/refusal';
import { type Dated, decideInterval } from '../dated.rules.ts';
import type { AssignRoleInput } from './role.inputs.ts';

/**
 * Of the administrators of the institution somebody remains who has no end: nobody else could give the role again, and nobody
 * gives it to themselves. Whoever has a successor may lay down their own. Throws LAST_ADMINISTRATOR.
 * @param others all assignments of this role in the institution that go on without this one
 */
export function checkSuccession(to: string, others: readonly Dated[], field = ['input', 'to']): void {
  if (others.some((other) => other.from <= to && other.to === null)) return;
  const sentence =
    'From that day the institution would have no administrator, and nobody could make one. Assign another one without an end first.';
  throw refusal('LAST_ADMINISTRATOR', sentence, { field });
}

/** A new assignment. Throws BAD_USER_INPUT, or ROLE_HELD where the person holds this very role there on one of the days. */
export function decideRole(input: AssignRoleInput, earlier: readonly Dated[]) {
  const days = decideInterval(input.from, input.to);
  const taken = earlier.find((one) => overlaps(one, days));
  if (taken) {
    const end = taken.to ? ` to ${taken.to}` : '';
    const sentence = `This person holds this role here from ${taken.from}${end}. End that one first.`;
    throw refusal('ROLE_HELD', sentence, { field: ['input', 'from'] });
  }
  const { personId, role, organizationId } = input;
  return { personId, role, organizationId, ...days };
}
