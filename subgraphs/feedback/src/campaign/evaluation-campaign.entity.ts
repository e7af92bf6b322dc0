import { DateTime, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { CampaignState } from './campaign-state.enum.ts';

export const seen =
  'Seen by administrators, registrars and heads of department of its organization or above it.';

/** The threshold and the window are never changed: they were promised to who answers. */
@ObjectType({
  description: `Evaluations of all sections of a term, in an organization and all below it, within one window. ${seen}`,
})
@Entity({ tableName: 'evaluation_campaign' })
@Index({ properties: ['organizationId', 'opensAt'] })
@Check({
  name: 'evaluation_campaign_state',
  expression: "state in ('PLANNED', 'OPEN', 'CLOSED', 'CANCELLED')",
})
@Check({ name: 'evaluation_campaign_window', expression: 'closes_at > opens_at' })
@Check({ name: 'evaluation_campaign_threshold', expression: 'threshold >= 5' })
export class EvaluationCampaign {
  @Field(() => UUID, { description: `The campaign. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => UUID, { description: `The term whose sections are evaluated. ${seen}` })
  @Property({ type: 'uuid' })
  academicSessionId!: string;

  @Property({ type: 'uuid' })
  questionnaireId!: string;

  @Field(() => String, { description: `What it is called. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => CampaignState, { description: `How far it is. ${seen}` })
  @Property({ type: 'text' })
  state!: CampaignState;

  @Field(() => DateTime, { description: `When it opens: who is enrolled on that day answers. ${seen}` })
  @Property({ type: 'timestamptz' })
  opensAt!: Date;

  @Field(() => DateTime, { description: `When it closes: nothing is taken from this instant on. ${seen}` })
  @Property({ type: 'timestamptz' })
  closesAt!: Date;

  @Field(() => Int, {
    description: `Of how many ballots at least anything is shown; of fewer, none is even kept. ${seen}`,
  })
  @Property({ type: 'integer' })
  threshold!: number;

  @Property({ type: 'uuid' })
  changedBy!: string;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, { description: `Grows with each step; \`expectedVersion\` of the next command. ${seen}` })
  @Property({ type: 'integer', version: true })
  version!: number;
}
