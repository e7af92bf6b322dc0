import { FeedbackItems } from '@learnova/schema/asks/feedback';
import type { Subject } from '../notification/subject.ts';
import type { FeedbackKind, FeedbackTold } from './feedback.rules.ts';
import { feedbackKinds } from './feedback.rules.ts';

const words: Readonly<Record<FeedbackKind, { readonly title: string; readonly body: string }>> = {
  FEEDBACK_GIVEN: {
    title: 'Somebody told the school something',
    body: 'There is feedback that waits for an answer of the school.',
  },
  FEEDBACK_ANSWERED: {
    title: 'The school has answered you',
    body: 'The school has said something to what you told it.',
  },
};

/** That there is something to read, and never what, or by whom: that is read where the right to see it is asked for. */
export const feedback: Subject<FeedbackTold> = {
  kinds: feedbackKinds,
  category: 'FEEDBACK',
  cannotWait: false,
  known: async () => 'everybody',
  tellable: async (request, { kind, personId, statements }) => {
    const told = statements as readonly FeedbackTold[];
    const feedbackItemIds = told.map(({ feedbackItemId }) => feedbackItemId);
    const items = await request.ask(FeedbackItems, { feedbackItemIds });
    const standing = new Set(
      items
        .filter((item) => (kind === 'FEEDBACK_GIVEN' ? item.state === 'OPEN' : item.authorId === personId))
        .map(({ feedbackItemId }) => feedbackItemId),
    );
    return told.filter(({ feedbackItemId }) => standing.has(feedbackItemId));
  },
  title: ({ kind }) => words[kind as FeedbackKind].title,
  body: async (_request, { kind }) => words[kind as FeedbackKind].body,
  letter: async (_request, { kind }, _told, receiver) => {
    const { title: subject, body } = words[kind as FeedbackKind];
    return { subject, text: [`Dear ${receiver},`, '', body, '', 'Sign in to read it.', ''].join('\n') };
  },
};
