import { DateTime, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Audience } from './audience.enum.ts';

const seen = 'Seen by whoever sees the announcement.';

@ObjectType({
  description:
    'Something that a school tells many people. Seen by those whom it is for while its time lasts, and at any time by ' +
    'administrators, registrars and heads of department over its organization, and by who teaches its section now.',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'announcement' })
@Index({ properties: ['organizationId', 'visibleFrom', 'id'] })
@Index({ properties: ['sectionId', 'visibleFrom', 'id'] })
@Check({ name: 'announcement_time', expression: 'visible_to > visible_from' })
@Check({ name: 'announcement_audience', expression: 'cardinality(audience) > 0' })
export class Announcement {
  @Field(() => UUID, { description: `The announcement. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Of a section: the section's. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid', nullable: true })
  sectionId: string | null = null;

  @Field(() => [Audience], { description: `Whom it is for. ${seen}` })
  @Property({ type: 'array', columnType: 'text[]' })
  audience!: Audience[];

  @Field(() => String, { description: `Its heading. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => String, { description: `What it says: plain text. ${seen}` })
  @Property({ type: 'text' })
  body!: string;

  @Field(() => DateTime, { description: `From when on it is shown. ${seen}` })
  @Property({ type: 'timestamptz' })
  visibleFrom!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: `The instant from which on it is shown no longer; null while it has no end. ${seen}`,
  })
  @Property({ type: 'timestamptz', nullable: true })
  visibleTo: Date | null = null;

  @Property({ type: 'uuid' })
  publishedBy!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: `When it was taken back; null while it stands. ${seen}`,
  })
  @Property({ type: 'timestamptz', nullable: true })
  withdrawnAt: Date | null = null;

  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, {
    description: `Grows by one with each change; \`expectedVersion\` of the next command. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;
}
