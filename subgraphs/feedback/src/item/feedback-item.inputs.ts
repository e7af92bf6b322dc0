import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { FeedbackCategory } from './feedback-category.enum.ts';
import { FeedbackItem } from './feedback-item.entity.ts';

@InputType({ description: 'What somebody tells the school.' })
export class GiveFeedbackInput {
  @Field(() => UUID, { description: 'Whom it is told: an organization that the person belongs to.' })
  organizationId!: string;

  @Field(() => FeedbackCategory, { description: 'What it is about.' })
  category!: FeedbackCategory;

  @Field(() => String, { description: 'What it is about in a line, 1 to 120 characters.' })
  subject!: string;

  @Field(() => String, { description: 'What is to be said, 1 to 4000 characters.' })
  body!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was told. Only who told it sees it here.' })
export class GiveFeedbackPayload {
  @Field(() => FeedbackItem, { description: 'The feedback. Only who gave it sees it here.' })
  feedbackItem!: FeedbackItem;
}

@InputType({ description: 'A word to feedback.' })
export class ReplyToFeedbackInput {
  @Field(() => UUID, { description: 'The feedback.' })
  feedbackItemId!: string;

  @Field(() => String, { description: 'What is to be said, 1 to 4000 characters.' })
  body!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was replied to. Only who replied sees it here.' })
export class ReplyToFeedbackPayload {
  @Field(() => FeedbackItem, { description: 'The feedback as it is now. Only who replied sees it here.' })
  feedbackItem!: FeedbackItem;
}

@InputType({ description: 'How feedback ended.' })
export class ResolveFeedbackInput {
  @Field(() => UUID, { description: 'The feedback.' })
  feedbackItemId!: string;

  @Field(() => String, { description: 'How it ended, 1 to 4000 characters: for whoever gave it.' })
  resolution!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was resolved. Only who resolved it sees it here.' })
export class ResolveFeedbackPayload {
  @Field(() => FeedbackItem, { description: 'The feedback as it is now. Only who resolved it sees it here.' })
  feedbackItem!: FeedbackItem;
}
