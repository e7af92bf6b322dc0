import type { Guard } from '@learnova/platform/policy';
import { refusal } from '@learnova/platform/refusal';

/**
 * The named exception to "deny by default": a ballot is cast by its paper alone. A request that says who sends it is refused, so
 * that no client can give its voter away by mistake. How many may come is measured once the paper has shown to be one
 * (`casting.measure.ts`): before that, whoever sends junk would spend the measure of those who vote.
 */
export const withoutBearer: Guard = ({ actor }) => {
  if (actor.kind !== 'anonymous')
    throw refusal(
      'FEEDBACK_BALLOT_SIGNED_IN',
      'A ballot is cast by nobody. Send it without the Authorization header.',
    );
};
