import type { Guard } from '@learnova/platform/policy';
import { refusal } from '@learnova/platform/refusal';

/** Casts a second, and how many may come at once. Whose they are nobody keeps: all share one measure. */
const measure = { perSecond: 100, atOnce: 400 };

let tokens = measure.atOnce;
let filledAt = performance.now();

/**
 * The named exception to "deny by default": a ballot is cast by its paper alone. A request that says who sends it is refused, so
 * that no client can give its voter away by mistake.
 */
export const withoutBearer: Guard = ({ actor }) => {
  if (actor.kind !== 'anonymous')
    throw refusal(
      'FEEDBACK_BALLOT_SIGNED_IN',
      'A ballot is cast by nobody. Send it without the Authorization header.',
    );
  const now = performance.now();
  tokens = Math.min(measure.atOnce, tokens + ((now - filledAt) / 1_000) * measure.perSecond);
  filledAt = now;
  if (tokens < 1)
    throw refusal('BUSY', 'Many cast at this moment. Send the ballot again.', { retryable: true });
  tokens -= 1;
};
