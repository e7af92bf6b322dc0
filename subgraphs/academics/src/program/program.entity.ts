import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the program.';

@ObjectType({ description: sharedTypes.Program.type })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'program' })
@Unique({ properties: ['organizationId', 'code'] })
export class Program {
  @Field(() => UUID, { description: sharedTypes.Program.id })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Who offers it: students of its schools, and of all below it, may be admitted. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `The short name in lists, such as BILINGUAL. ${seen}` })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, { description: `What the program is called. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  @Field(() => Boolean, {
    description: `Whether no more students are admitted to it; those who are in it remain. ${seen}`,
  })
  @Property({ type: 'boolean' })
  isRetired = false;

  @Field(() => Int, {
    description: `Grows by one with each change; \`expectedVersion\` of the next one. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  /** When it was made or last changed; null for what was there from the beginning. */
  @Property({ type: 'timestamptz', nullable: true })
  changedAt: Date | null = null;

  /** Who made or last changed it; null for what was there from the beginning. */
  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;
}
