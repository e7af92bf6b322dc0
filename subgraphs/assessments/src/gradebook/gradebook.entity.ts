import { DateTime, UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

export const seen = 'Seen by who teaches the section now, and by who oversees its organization.';

/** One of each section: its row is made with its first scheme, and grows by a version with each command. */
@ObjectType({
  description: `What is assessed in a section, and what everybody has scored, published or not. ${seen}`,
})
@Entity({ tableName: 'gradebook' })
@Index({ properties: ['organizationId', 'academicSessionId'] })
export class Gradebook {
  @Field(() => UUID, { description: `The section's id. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  /** The term of the section. */
  @Property({ type: 'uuid' })
  academicSessionId!: string;

  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;

  @Field(() => DateTime, { nullable: true, description: `When it was changed last; null before. ${seen}` })
  @Property({ type: 'timestamptz', nullable: true })
  changedAt: Date | null = null;

  @Field(() => Int, {
    description: `Grows by one with each change, from 0; \`expectedVersion\` of the next command. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;
}
