import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

@Entity({ tableName: 'staff' })
@ObjectType('Staff', { description: sharedTypes.Staff.type })
@Directive('@key(fields: "id")')
export class Staff {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: sharedTypes.Staff.id })
  id!: string;

  /** The school, or what stands above it, that employs them. */
  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;
}
