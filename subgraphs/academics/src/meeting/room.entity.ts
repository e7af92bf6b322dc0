import { UUID } from '@learnova/schema/scalars';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A room of a school. Seen by whoever sees a meeting in it.' })
@Entity({ tableName: 'room' })
export class Room {
  @Field(() => UUID, { description: 'The room. Seen by whoever sees a meeting in it.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Sections of this organization and of those below it may meet here. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: 'What stands on its door. Seen by whoever sees a meeting in it.' })
  @Property({ type: 'text' })
  name!: string;
}
