import { DateTime, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { seen } from './feedback-item.entity.ts';
import { FeedbackReplyKind } from './item-state.enum.ts';

@ObjectType({ description: `Something that was said to feedback. ${seen}` })
@Entity({ tableName: 'feedback_reply' })
@Index({ properties: ['feedbackItemId'] })
@Check({ name: 'feedback_reply_kind', expression: "kind in ('REPLY', 'RESOLUTION')" })
export class FeedbackReply {
  @Field(() => UUID, { description: `The reply. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  feedbackItemId!: string;

  @Property({ type: 'uuid' })
  authorId!: string;

  @Field(() => FeedbackReplyKind, { description: `What it is. ${seen}` })
  @Property({ type: 'text' })
  kind!: FeedbackReplyKind;

  @Field(() => DateTime, { description: `When it was said. ${seen}` })
  @Property({ type: 'timestamptz' })
  repliedAt!: Date;
}
