import { type Refusal, refusal } from '@learnova/platform/refusal';
import { type Dated, decideInterval, overlap } from '../dated.rules.ts';
import type { AssignRoleInput } from './role.inputs.ts';

/** A new assignment. Throws BAD_USER_INPUT, or ROLE_HELD where the person holds this very role there on one of the days. */
export function decideRole(input: AssignRoleInput, earlier: readonly Dated[]) {
  const days = decideInterval(input.from, input.to);
  const taken = earlier.find((one) => overlap(one, days));
  if (taken) throw roleHeld(taken);
  const { personId, role, organizationId } = input;
  return { personId, role, organizationId, ...days };
}

export function roleHeld(taken?: Dated): Refusal {
  const days = taken ? ` from ${taken.from}${taken.to ? ` to ${taken.to}` : ''}` : '';
  return refusal('ROLE_HELD', `This person holds this role here${days}. End that one first.`, {
    field: ['input', 'from'],
  });
}
