import { DateTime, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { FeedbackCategory } from './feedback-category.enum.ts';
import { FeedbackState } from './item-state.enum.ts';

export const seen =
  'Seen by who gave it, and by administrators, registrars and heads of department of its organization or above it.';

/** What was said stands in `feedback_text`, and who says it is no secret: what must be one is an evaluation. */
@ObjectType({
  description: `What somebody tells the school, under their own name, and what became of it. ${seen}`,
})
@Entity({ tableName: 'feedback_item' })
@Index({ properties: ['organizationId', 'givenAt', 'id'] })
@Index({ properties: ['authorId', 'givenAt', 'id'] })
@Check({ name: 'feedback_item_state', expression: "state in ('OPEN', 'ANSWERED', 'RESOLVED')" })
export class FeedbackItem {
  @Field(() => UUID, { description: `The feedback. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid' })
  authorId!: string;

  @Field(() => FeedbackCategory, { description: `What it is about. ${seen}` })
  @Property({ type: 'text' })
  category!: FeedbackCategory;

  @Field(() => FeedbackState, { description: `Whose turn it is. ${seen}` })
  @Property({ type: 'text' })
  state!: FeedbackState;

  @Field(() => DateTime, { description: `When it was given. ${seen}` })
  @Property({ type: 'timestamptz' })
  givenAt!: Date;

  @Property({ type: 'uuid' })
  changedBy!: string;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, {
    description: `Grows by one with each reply; \`expectedVersion\` of the next command. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;
}
