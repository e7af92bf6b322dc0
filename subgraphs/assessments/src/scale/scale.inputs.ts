import { keyDescription } from '@learnova/platform/idempotent';
import { Decimal, UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { GradingScale } from './grading-scale.entity.ts';

@InputType({ description: 'One grade of a scale.' })
export class GradeBandInput {
  @Field(() => String, { description: 'The grade, 1 to 20 characters, unlike any other of the scale.' })
  grade!: string;

  @Field(() => Decimal, { description: 'The lowest percentage that earns it, 0 to 100.' })
  lowerBound!: string;

  @Field(() => Decimal, {
    nullable: true,
    defaultValue: null,
    description: 'Points for averages, 0 or more; on a scale with points each grade has some.',
  })
  points!: string | null;

  @Field(() => Boolean, { description: 'Whether it earns the credits of the course.' })
  isPassing!: boolean;
}

@InputType({ description: 'A new scale.' })
export class CreateGradingScaleInput {
  @Field(() => UUID, { description: 'The organization that grades by it, with all below it.' })
  organizationId!: string;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => [GradeBandInput], {
    description: 'Its grades, 1 to 50, in any order: the lowest of them begins at 0.',
  })
  bands!: GradeBandInput[];

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Only who made it sees it here.' })
export class CreateGradingScalePayload {
  @Field(() => GradingScale, { description: 'The scale. Only who made it sees it here.' })
  gradingScale!: GradingScale;
}
