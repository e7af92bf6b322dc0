import { DateTime, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

export const seen =
  'Seen by administrators, registrars and heads of department of its organization or above it.';

/** Its state is no column: it follows from these instants and the clock, by `result/released.sql.ts`. */
@ObjectType({
  description: `Results of a cohort, which all become visible at one instant: those of a section, or of all sections of a term in an organization and below it. ${seen}`,
})
@Entity({ tableName: 'publication' })
@Index({ properties: ['organizationId', 'publishAt'] })
@Check({ name: 'publication_cancelled', expression: 'cancelled_at < publish_at' })
export class Publication {
  @Field(() => UUID, { description: `The publication. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => UUID, { description: `The term. ${seen}` })
  @Property({ type: 'uuid' })
  academicSessionId!: string;

  /** Null: all sections of the term in the organization and below it. */
  @Property({ type: 'uuid', nullable: true })
  sectionId!: string | null;

  @Field(() => String, { description: `What it is called. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => DateTime, {
    description: `The instant from which on its results can be seen, or that at which it has all of them, where that is later. ${seen}`,
  })
  @Property({ type: 'timestamptz' })
  publishAt!: Date;

  /** When it had all its results. */
  @Property({ type: 'timestamptz', nullable: true })
  preparedAt: Date | null = null;

  @Property({ type: 'timestamptz', nullable: true })
  cancelledAt: Date | null = null;

  @Property({ type: 'uuid' })
  changedBy!: string;

  @Field(() => DateTime, { description: `When it was planned, or changed last. ${seen}` })
  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  /** For two who change it at once. */
  @Property({ type: 'integer', version: true })
  version!: number;
}
