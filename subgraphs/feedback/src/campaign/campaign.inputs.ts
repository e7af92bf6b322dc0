import { keyDescription } from '@learnova/platform/idempotent';
import { DateTime, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';

@InputType({ description: 'Whom to ask what, and when.' })
export class PlanEvaluationCampaignInput {
  @Field(() => UUID, {
    description: 'The organization whose sections, and those of all below it, are evaluated.',
  })
  organizationId!: string;

  @Field(() => UUID, { description: 'The term.' })
  academicSessionId!: string;

  @Field(() => UUID, {
    description: 'What is asked: a questionnaire of the organization or of one above it.',
  })
  questionnaireId!: string;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => DateTime, { description: 'When it opens.' })
  opensAt!: Date;

  @Field(() => DateTime, { description: 'When it closes; a year after at most.' })
  closesAt!: Date;

  @Field(() => Int, {
    defaultValue: 5,
    description: 'Of how many ballots at least anything is shown, 5 to 100.',
  })
  threshold!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was planned. Only who planned it sees it here.' })
export class PlanEvaluationCampaignPayload {
  @Field(() => EvaluationCampaign, { description: 'The campaign. Only who planned it sees it here.' })
  campaign!: EvaluationCampaign;
}

@InputType({ description: 'What is called off.' })
export class CancelEvaluationCampaignInput {
  @Field(() => UUID, { description: 'The campaign.' })
  campaignId!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was called off. Only who called it off sees it here.' })
export class CancelEvaluationCampaignPayload {
  @Field(() => EvaluationCampaign, {
    description: 'The campaign as it is now. Only who called it off sees it here.',
  })
  campaign!: EvaluationCampaign;
}
