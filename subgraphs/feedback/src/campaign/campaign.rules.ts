import { badInput, refusal } from '@learnova/platform/refusal';
import type { CampaignState } from './campaign-state.enum.ts';

const hour = 3_600_000;

/** Nothing of fewer ballots than these is ever shown, whatever a campaign asks for. */
const fewest = 5;

/** @throws BAD_USER_INPUT for a window that is over, empty or longer than a school year */
export function decideWindow(opensAt: Date, closesAt: Date, now: Date): void {
  if (closesAt.getTime() <= opensAt.getTime())
    throw badInput(['input', 'closesAt'], 'A window closes after it has opened.');
  if (closesAt.getTime() <= now.getTime())
    throw badInput(['input', 'closesAt'], 'This window is over. Choose one that is to come.');
  if (closesAt.getTime() - opensAt.getTime() > 366 * 24 * hour)
    throw badInput(['input', 'closesAt'], 'A window is open for a year at most.');
}

export function decideThreshold(threshold: number): number {
  if (threshold < fewest || threshold > 100)
    throw badInput(['input', 'threshold'], `The threshold is ${fewest} to 100 ballots.`);
  return threshold;
}

/** @throws FEEDBACK_CAMPAIGN_BEGUN */
export function decideCancel(state: CampaignState): CampaignState {
  if (state === 'PLANNED') return 'CANCELLED';
  throw refusal(
    'FEEDBACK_CAMPAIGN_BEGUN',
    'This campaign has begun, or is over. It ends by its window, as those who answer were promised.',
  );
}

/** When those who have not answered are reminded: two days before the end, or at half-time of a shorter window. */
export function reminderAt(opensAt: Date, closesAt: Date): Date {
  const length = closesAt.getTime() - opensAt.getTime();
  return new Date(closesAt.getTime() - Math.min(48 * hour, length / 2));
}
