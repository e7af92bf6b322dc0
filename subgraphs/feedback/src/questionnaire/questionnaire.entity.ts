import { DateTime, UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Question } from './question.type.ts';

const seen = 'Seen by administrators, registrars and heads of department of its organization or above it.';

/** Never edited, so that answers stay answers to what was asked: a better one is made anew. */
@ObjectType({ description: `What an evaluation asks. ${seen}` })
@Entity({ tableName: 'questionnaire' })
@Index({ properties: ['organizationId'] })
export class Questionnaire {
  @Field(() => UUID, { description: `The questionnaire. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `What it is called. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => [Question], { description: `Its questions, in order. ${seen}` })
  @Property({ type: 'jsonb' })
  questions!: Question[];

  @Field(() => DateTime, { description: `When it was made. ${seen}` })
  @Property({ type: 'timestamptz' })
  createdAt!: Date;
}
