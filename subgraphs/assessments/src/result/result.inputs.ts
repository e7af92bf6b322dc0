import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { SectionResult } from './section-result.entity.ts';

@InputType({ description: 'Which result, and why.' })
abstract class ResultInput {
  @Field(() => UUID, { description: 'The result: the version of it that was read.' })
  resultId!: string;

  @Field(() => String, {
    description: 'Why, for staff alone: 1 to 500 characters.',
  })
  reason!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'Which result is held back, and why.' })
export class WithholdResultInput extends ResultInput {}

@InputType({ description: 'Which result is held back no longer, and why.' })
export class ReleaseResultInput extends ResultInput {}

@InputType({ description: 'Which result is amended, and why.' })
export class AmendResultInput extends ResultInput {}

@ObjectType({ description: 'What is held back. Only who holds it back sees it here.' })
export class WithholdResultPayload {
  @Field(() => SectionResult, {
    description: 'The result as it is now. Only who holds it back sees it here.',
  })
  result!: SectionResult;
}

@ObjectType({ description: 'What is held back no longer. Only who released it sees it here.' })
export class ReleaseResultPayload {
  @Field(() => SectionResult, { description: 'The result as it is now. Only who released it sees it here.' })
  result!: SectionResult;
}

@ObjectType({ description: 'What was amended. Only who amended it sees it here.' })
export class AmendResultPayload {
  @Field(() => SectionResult, {
    description: 'The new version of the result. Only who amended it sees it here.',
  })
  result!: SectionResult;
}
