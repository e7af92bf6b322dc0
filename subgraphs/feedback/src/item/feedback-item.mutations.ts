import { person } from '@learnova/platform/actor';
import { changedBySomebody } from '@learnova/platform/changed';
import { commit, publish } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { ItemGiven, ItemReplied } from '@learnova/schema/events/feedback';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { FeedbackItem } from './feedback-item.entity.ts';
import {
  GiveFeedbackInput,
  GiveFeedbackPayload,
  ReplyToFeedbackInput,
  ReplyToFeedbackPayload,
  ResolveFeedbackInput,
  ResolveFeedbackPayload,
} from './feedback-item.inputs.ts';
import { pointAt } from './feedback-item.live.ts';
import { feedbackItems } from './feedback-item.loader.ts';
import { belongsTo, gave, hears } from './feedback-item.policy.ts';
import { decideStep, type Step } from './feedback-item.rules.ts';
import { FeedbackReply } from './feedback-reply.entity.ts';
import { FeedbackText } from './feedback-text.entity.ts';

const longest = 4_000;

@Resolver()
export class FeedbackItemMutations {
  @Mutation(() => GiveFeedbackPayload, {
    description:
      'Tells the school something, under the own name. For who has a role in the organization, studies there, or is guardian of ' +
      'one who does; and so above and below it.',
  })
  giveFeedback(
    @Arg('input', { description: 'What.' }) input: GiveFeedbackInput,
    @Ctx() request: Request,
  ): Promise<GiveFeedbackPayload> {
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(request, aggregateId),
      run: async (remember) => {
        const { organizationId, category } = input;
        const { path } = await placeOf(request, organizationId);
        permit(
          request,
          await belongsTo(request, path),
          forbidden('Feedback is for the own school. Choose an organization that you belong to.'),
        );
        const subject = decideText(input.subject, ['input', 'subject'], 120);
        const body = decideText(input.body, ['input', 'body'], longest);
        const now = await request.now();
        const { personId: authorId } = person(request);
        const feedbackItem = Object.assign(new FeedbackItem(), {
          ...{ id: newId(), organizationId, authorId, category, state: 'OPEN', givenAt: now },
          ...{ changedBy: authorId, changedAt: now },
        });
        const { id } = feedbackItem;
        request.em.persist([feedbackItem, Object.assign(new FeedbackText(), { id, subject, body })]);
        const payload = { feedbackItemId: id };
        publish(request, ItemGiven, { aggregateId: id, version: 1, organizationId, payload }, now);
        remember({ aggregateId: id, version: 1 });
        await commit(request);
        return load(request, id);
      },
    });
  }

  @Mutation(() => ReplyToFeedbackPayload, {
    description:
      'Says something to feedback: the school answers, or who gave it adds something, which opens it again. For who gave it, and for ' +
      'administrators, registrars and heads of department of its organization or above it.',
  })
  replyToFeedback(
    @Arg('input', { description: 'What.' }) input: ReplyToFeedbackInput,
    @Ctx() request: Request,
  ): Promise<ReplyToFeedbackPayload> {
    return step(request, input, input.body, 'body');
  }

  @Mutation(() => ResolveFeedbackPayload, {
    description:
      'Says how it ended. For administrators, registrars and heads of department of its organization or above it.',
  })
  resolveFeedback(
    @Arg('input', { description: 'How.' }) input: ResolveFeedbackInput,
    @Ctx() request: Request,
  ): Promise<ResolveFeedbackPayload> {
    return step(request, input, input.resolution, 'resolution');
  }
}

type Input = Omit<ReplyToFeedbackInput, 'body'>;

/** One step of feedback: a word to it, or its end. */
function step(
  request: Request,
  input: Input,
  text: string,
  field: 'body' | 'resolution',
): Promise<{ feedbackItem: FeedbackItem }> {
  return idempotent(request, input, {
    replay: ({ aggregateId }) => load(request, aggregateId),
    run: async (remember) => {
      const { feedbackItem } = await load(request, input.feedbackItemId);
      const { id, organizationId, version } = feedbackItem;
      const own = field === 'body' && gave(request, feedbackItem);
      permit(
        request,
        own || (await hears(request, feedbackItem)),
        forbidden('The school says how it ended.'),
      );
      if (version !== input.expectedVersion)
        throw await changedBySomebody(request, 'FEEDBACK_CHANGED', 'feedback', feedbackItem);
      const kind: Step = own ? 'AUTHOR_REPLY' : field === 'body' ? 'SCHOOL_REPLY' : 'RESOLUTION';
      const state = decideStep(feedbackItem.state, kind);
      const body = decideText(text, ['input', field], longest);
      const now = await request.now();
      const { personId } = person(request);
      const reply = Object.assign(new FeedbackReply(), {
        ...{ id: newId(), feedbackItemId: id, authorId: personId, repliedAt: now },
        kind: kind === 'RESOLUTION' ? 'RESOLUTION' : 'REPLY',
      });
      Object.assign(feedbackItem, { state, changedBy: personId, changedAt: now });
      request.em.persist([reply, Object.assign(new FeedbackText(), { id: reply.id, body })]);
      const next = version + 1;
      const payload = { feedbackItemId: id, replyId: reply.id, isResolved: state === 'RESOLVED' };
      const live = pointAt(id, next);
      publish(request, ItemReplied, { aggregateId: id, version: next, organizationId, payload, live }, now);
      remember({ aggregateId: id, version: next });
      await commit(request);
      return { feedbackItem };
    },
  });
}

async function load(request: Request, id: string): Promise<{ feedbackItem: FeedbackItem }> {
  return { feedbackItem: await fresh(request, feedbackItems, id, 'feedback') };
}
