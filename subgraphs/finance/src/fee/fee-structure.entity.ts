import { DateTime, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Charge } from './charge.type.ts';

const seen = 'Seen by who keeps the accounts of its organization.';

/**
 * For whom it is stands in columns of its own: an organization with all below it, a session, a grade and a program. Never edited:
 * another takes its place, so that invoices can be explained.
 */
@ObjectType({
  description:
    'What a cohort is charged in a school year or term: the students of an organization and all below it, of one grade or of all, ' +
    `in one program or whatever they are admitted to. ${seen}`,
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'fee_structure' })
@Index({ properties: ['organizationId'] })
export class FeeStructure {
  @Field(() => UUID, { description: `The structure. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => UUID, { description: `The school year or term. ${seen}` })
  @Property({ type: 'uuid' })
  academicSessionId!: string;

  @Field(() => String, { nullable: true, description: `The grade; null for all of them. ${seen}` })
  @Property({ type: 'text', nullable: true })
  grade: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  programId: string | null = null;

  @Field(() => String, { description: `What it is called. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => SchoolDay, { description: `The last day on which its invoices are paid in time. ${seen}` })
  @Property({ type: 'date' })
  dueOn!: string;

  @Property({ type: 'text' })
  currency!: string;

  @Property({ type: 'jsonb' })
  charges!: readonly Charge[];

  @Field(() => DateTime, {
    nullable: true,
    description: `When it was retired: no run begins with it since; null before. ${seen}`,
  })
  @Property({ type: 'timestamptz', nullable: true })
  retiredAt: Date | null = null;

  @Property({ type: 'uuid' })
  changedBy!: string;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, {
    description: `Grows by one with each change; \`expectedVersion\` of the next. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;
}
