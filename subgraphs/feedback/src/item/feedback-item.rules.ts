import { refusal } from '@learnova/platform/refusal';
import type { FeedbackState } from './item-state.enum.ts';

/** What moves feedback on: a word of whoever gave it, a word of the school, or how it ended. */
export type Step = 'AUTHOR_REPLY' | 'SCHOOL_REPLY' | 'RESOLUTION';

/** The state after a step; null where the step cannot be taken. */
const transitions: Readonly<Record<Step, Readonly<Record<FeedbackState, FeedbackState | null>>>> = {
  AUTHOR_REPLY: { OPEN: 'OPEN', ANSWERED: 'OPEN', RESOLVED: 'OPEN' },
  SCHOOL_REPLY: { OPEN: 'ANSWERED', ANSWERED: 'ANSWERED', RESOLVED: null },
  RESOLUTION: { OPEN: 'RESOLVED', ANSWERED: 'RESOLVED', RESOLVED: null },
};

/** @throws FEEDBACK_RESOLVED */
export function decideStep(state: FeedbackState, step: Step): FeedbackState {
  const next = transitions[step][state];
  if (next === null)
    throw refusal(
      'FEEDBACK_RESOLVED',
      'This feedback is resolved. Whoever gave it can open it again by a reply.',
    );
  return next;
}
