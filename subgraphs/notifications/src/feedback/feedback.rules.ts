import type { Told } from '../notification/subject.ts';

export const feedbackKinds = ['FEEDBACK_GIVEN', 'FEEDBACK_ANSWERED'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

export interface FeedbackTold extends Told {
  readonly feedbackItemId: string;
}

export interface EvaluationTold extends Told {
  readonly campaignId: string;
}
