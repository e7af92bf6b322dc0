import { registerEnumType } from 'type-graphql';

export const FeedbackState = { OPEN: 'OPEN', ANSWERED: 'ANSWERED', RESOLVED: 'RESOLVED' } as const;
export type FeedbackState = keyof typeof FeedbackState;

registerEnumType(FeedbackState, {
  name: 'FeedbackState',
  description: 'Whose turn it is with feedback to the school.',
  valuesConfig: {
    OPEN: { description: 'It waits for the school.' },
    ANSWERED: { description: 'The school has replied; more may be said.' },
    RESOLVED: { description: 'The school has said how it ended. Whoever gave it opens it again by a reply.' },
  },
});

export const FeedbackReplyKind = { REPLY: 'REPLY', RESOLUTION: 'RESOLUTION' } as const;
export type FeedbackReplyKind = keyof typeof FeedbackReplyKind;

registerEnumType(FeedbackReplyKind, {
  name: 'FeedbackReplyKind',
  description: 'What a reply to feedback is.',
  valuesConfig: {
    REPLY: { description: 'A word of the school, or of whoever gave the feedback.' },
    RESOLUTION: { description: 'How it ended, in the words of the school.' },
  },
});
