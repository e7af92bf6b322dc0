import { UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

export const seen =
  'Seen by who is asked, while it is open; by who teaches the section now; and by administrators, registrars and heads of ' +
  'department of its organization or above it.';

/** What may be known of one section's evaluation: whom it asks, and what was answered, stand in tables of their own. */
@ObjectType({ description: `What the students of one section are asked in a campaign. ${seen}` })
@Entity({ tableName: 'evaluation' })
@Unique({ properties: ['campaignId', 'sectionId'] })
@Index({ properties: ['sectionId'] })
export class Evaluation {
  @Field(() => UUID, { description: `The evaluation. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  campaignId!: string;

  @Property({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid' })
  questionnaireId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The key under which its ballot papers are signed: RSA, as SubjectPublicKeyInfo in DER, base64. All who are asked see the ' +
      `same one, and may compare it; null when it has closed, and the key is gone. ${seen}`,
  })
  @Property({ type: 'text', nullable: true })
  publicKey: string | null = null;

  @Field(() => Int, {
    description: `How many are asked: those enrolled on the day on which it opened. ${seen}`,
  })
  @Property({ type: 'integer' })
  invitedCount!: number;

  /** How many had taken a ballot paper when it closed; null before. */
  @Property({ type: 'integer', nullable: true })
  papersTaken: number | null = null;

  /** How many ballots are kept; null before it has closed, and where they were fewer than the threshold and none is kept. */
  @Property({ type: 'integer', nullable: true })
  ballotCount: number | null = null;

  /** Pots of ballots that did not open when it closed: they were damaged, and what was in them is counted by nobody. */
  @Property({ type: 'integer', default: 0 })
  potsLost = 0;

  @Property({ type: 'timestamptz', nullable: true })
  closedAt: Date | null = null;
}
