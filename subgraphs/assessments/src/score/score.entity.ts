import { DateTime, Decimal, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import type { LineItem } from '../line-item/line-item.entity.ts';
import { ScoreState } from './score-state.enum.ts';

export const seen = 'Seen by whoever sees the gradebook, or a result that rests on it.';

/** A statement; the newest of a student and a line item holds. None is ever changed. */
@ObjectType({ description: `What was said of a student's work at a line item. ${seen}` })
@Entity({ tableName: 'score' })
@Unique({ properties: ['lineItemId', 'studentId', 'version'] })
@Index({ properties: ['sectionId'] })
@Check({
  name: 'score_state',
  expression: "state in ('NOT_ASSESSED', 'SUBMITTED', 'GRADED', 'MISSING', 'EXEMPT', 'ABSENT')",
})
@Check({ name: 'score_value', expression: "(state = 'GRADED') = (value is not null)" })
@Check({ name: 'score_value_from', expression: 'value >= (0)::numeric' })
export class Score {
  @Field(() => UUID, { description: `The statement. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'uuid' })
  lineItemId!: string;

  /** As a result that was published rests on it; not set of a score in its gradebook, whose line item is that of now. */
  lineItem?: LineItem;

  @Property({ type: 'uuid' })
  studentId!: string;

  @Field(() => Int, { description: `The version of the gradebook that it came with. ${seen}` })
  @Property({ type: 'integer' })
  version!: number;

  @Field(() => ScoreState, { description: `How far the work is. ${seen}` })
  @Property({ type: 'text' })
  state!: ScoreState;

  @Field(() => Decimal, {
    nullable: true,
    description: `The score, of work that is graded; null of any other. ${seen}`,
  })
  @Property({ type: 'string', columnType: 'numeric', nullable: true })
  value!: string | null;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Field(() => DateTime, { description: `When it was said. ${seen}` })
  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
