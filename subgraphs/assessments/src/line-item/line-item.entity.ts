import { DateTime, Decimal, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the gradebook, or a score at it under a result that is shown.';

/** A version of one; the newest holds. Never changed, so that each result can be explained. */
@ObjectType({ description: `One thing that is assessed in a section (OneRoster: lineItem). ${seen}` })
@Entity({ tableName: 'line_item' })
@Index({ properties: ['sectionId'] })
@Index({ properties: ['dueAt'] })
@Check({ name: 'line_item_result_value_max', expression: 'result_value_max > (0)::numeric' })
export class LineItem {
  @Field(() => UUID, { description: `The line item. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => Int, {
    description: `The version of the gradebook that it came with, or was changed with. ${seen}`,
  })
  @PrimaryKey({ type: 'integer' })
  version!: number;

  @Property({ type: 'uuid' })
  sectionId!: string;

  /** Of a category of the scheme. */
  @Field(() => String, { description: `The code of its category in the scheme. ${seen}` })
  @Property({ type: 'text' })
  category!: string;

  @Field(() => String, { description: `What it is called. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => Decimal, { description: `The score that is all of it. ${seen}` })
  @Property({ type: 'string', columnType: 'numeric' })
  resultValueMax!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: `When it is due; null where it has no date. ${seen}`,
  })
  @Property({ type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
