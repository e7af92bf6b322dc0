import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { CampaignState } from '../campaign/campaign-state.enum.ts';

export interface Window {
  readonly state: CampaignState;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** Whether answers are taken: the clock decides, not the job that closes. */
export function isOpen({ state, opensAt, closesAt }: Window, now: Date): boolean {
  return state === 'OPEN' && opensAt.getTime() <= now.getTime() && now.getTime() < closesAt.getTime();
}

export function refuseClosed(): Refusal {
  return refusal(
    'FEEDBACK_EVALUATION_CLOSED',
    'This evaluation takes no answers now: its window is not open.',
  );
}

/** What is promised to who answers, on the form itself. */
export function promiseOf(threshold: number): string {
  return (
    'Your answers are kept apart from your name. You take a ballot paper under your name, and cast it without: its signature was made ' +
    'blindly, so nobody can tell by it who you are. Whoever reads the tables, logs and queues of the school, or a copy of its database, ' +
    'cannot join a ballot to you. That does not hold against somebody who listens on the line or runs the server to spy on you, nor ' +
    'against somebody who has the key of the ballots together with what the database held while the window was open: copies of it from ' +
    'before and after your vote, such as backups, differ by your ballot. Nothing is shown before the window is over, and nothing of fewer ' +
    `than ${threshold} ballots, which are not even kept. What you say in your own words is read as you write it: who knows you may know you by it.`
  );
}
