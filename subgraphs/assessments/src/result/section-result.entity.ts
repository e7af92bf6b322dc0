import { Decimal, UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

export const seen =
  'Seen by who teaches the section now and by who oversees its organization; once it is published, by the student and by guardians who may now see their records.';

/** Who looks: those whose concern the student is see what is published; staff sees what is to be. */
export type Sight = 'FAMILY' | 'STAFF';

/**
 * A version of what a student has reached in a section, as of a version of its gradebook. Never changed: a later publication and
 * an amendment append one. Whether it can be seen is said by `released.sql.ts`, of its publication.
 */
@ObjectType({ description: sharedTypes.SectionResult.type })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'section_result' })
@Unique({ properties: ['sectionId', 'studentId', 'version'] })
@Index({ properties: ['publicationId', 'sectionId'] })
@Index({ properties: ['studentId'] })
@Check({ name: 'section_result_version', expression: 'version > 0' })
@Check({ name: 'section_result_percentage', expression: 'percentage >= (0)::numeric' })
@Check({
  name: 'section_result_share',
  expression: 'share_over >= (0)::numeric and share_under > (0)::numeric',
})
export class SectionResult {
  @Field(() => UUID, { description: sharedTypes.SectionResult.id })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  publicationId!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => UUID, { description: `The term of the section. ${seen}` })
  @Property({ type: 'uuid' })
  academicSessionId!: string;

  @Property({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'uuid' })
  studentId!: string;

  @Field(() => Int, {
    description: `1 for the first result of the student in the section; grows with each publication and amendment. ${seen}`,
  })
  @Property({ type: 'integer' })
  version!: number;

  /** The version of the gradebook from which it follows: its scheme, line items and scores can be read as of then. */
  @Property({ type: 'integer' })
  gradebookVersion!: number;

  @Field(() => Decimal, { description: `What the course counts for. ${seen}` })
  @Property({ type: 'string', columnType: 'numeric' })
  credits!: string;

  @Property({ type: 'string', columnType: 'numeric' })
  percentage!: string;

  /** The exact percentage, a quotient of whole numbers: what averages are made of, so that they too are rounded once. */
  @Property({ type: 'string', columnType: 'numeric' })
  shareOver!: string;

  @Property({ type: 'string', columnType: 'numeric' })
  shareUnder!: string;

  @Property({ type: 'text' })
  grade!: string;

  @Property({ type: 'string', columnType: 'numeric', nullable: true })
  points!: string | null;

  @Property({ type: 'boolean' })
  isPassing!: boolean;

  @Property({ type: 'boolean' })
  isComplete!: boolean;

  /** Why it was amended; null of what a publication has taken. */
  @Property({ type: 'text', nullable: true })
  reason: string | null = null;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
