import { UUID } from '@learnova/schema/scalars';
import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the room.';

@ObjectType({
  description:
    'A room of a school. Seen by whoever sees a meeting in it, and by administrators, registrars and heads of department of its ' +
    'organization, above or below it.',
})
@Entity({ tableName: 'room' })
@Unique({ properties: ['organizationId', 'name'] })
export class Room {
  @Field(() => UUID, { description: `The room. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Sections of this organization and of those below it may meet here. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `What stands on its door. ${seen}` })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => Boolean, {
    description: `Whether no more meetings are put into it; those that are in it remain. ${seen}`,
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
