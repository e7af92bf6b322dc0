import { keyDescription } from '@learnova/platform/idempotent';
import { DateTime, Decimal, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Gradebook } from '../gradebook/gradebook.entity.ts';
import { LineItem } from './line-item.entity.ts';

@InputType({ description: 'What a line item is to be.' })
abstract class LineItemInput {
  @Field(() => String, { description: 'The code of a category of the scheme.' })
  category!: string;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => Decimal, {
    description: 'The score that is all of it: more than 0, at most 100000, with up to three places.',
  })
  resultValueMax!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it is due; left out: it has no date.' })
  dueAt?: Date | null;

  @Field(() => Int, { description: 'The version of the gradebook that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'Something new that is assessed in a section.' })
export class CreateLineItemInput extends LineItemInput {
  @Field(() => UUID, { description: 'The section.' })
  sectionId!: string;
}

@InputType({ description: 'A line item as it is to be: all of it, also what stays.' })
export class ChangeLineItemInput extends LineItemInput {
  @Field(() => UUID, { description: 'The section.' })
  sectionId!: string;

  @Field(() => UUID, { description: 'The line item.' })
  lineItemId!: string;
}

@ObjectType({ description: 'What was made. Only who made it sees it here.' })
export class CreateLineItemPayload {
  @Field(() => LineItem, { description: 'The line item. Only who made it sees it here.' })
  lineItem!: LineItem;

  @Field(() => Gradebook, {
    description: 'The gradebook as it is now. Only who made the line item sees it here.',
  })
  gradebook!: Gradebook;
}

@ObjectType({ description: 'What was changed. Only who changed it sees it here.' })
export class ChangeLineItemPayload {
  @Field(() => LineItem, { description: 'The line item as it is now. Only who changed it sees it here.' })
  lineItem!: LineItem;

  @Field(() => Gradebook, {
    description: 'The gradebook as it is now. Only who changed the line item sees it here.',
  })
  gradebook!: Gradebook;
}
