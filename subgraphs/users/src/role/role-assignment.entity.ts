import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { RoleName } from './role-name.enum.ts';

@Entity({ tableName: 'role_assignment' })
@Check({
  name: 'role_assignment_role',
  expression: "role in ('ADMINISTRATOR', 'REGISTRAR', 'BURSAR', 'HEAD_OF_DEPARTMENT', 'TEACHER')",
})
@Check({ name: 'role_assignment_ends_after_it_begins', expression: 'to_day >= from_day' })
@Check({
  name: 'role_assignment_once_a_day',
  expression:
    'exclude using gist (person_id with =, organization_id with =, role with =, daterange(from_day, to_day) with &&)',
})
@ObjectType('RoleAssignment', {
  description:
    'That a member of staff holds a role in an organization and all below it, between two days. Visible to themselves while ' +
    'it holds, and to the administrators of the organization or above it.',
})
export class RoleAssignment {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: 'Its id. Visible to whoever may see the assignment.' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'text' })
  @Field(() => RoleName, { description: 'The role. Visible to whoever may see the assignment.' })
  role!: RoleName;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'date', fieldName: 'from_day' })
  @Field(() => SchoolDay, {
    description: 'The first day on which it is held. Visible to whoever may see the assignment.',
  })
  from!: string;

  @Property({ type: 'date', fieldName: 'to_day', nullable: true })
  @Field(() => SchoolDay, {
    nullable: true,
    description:
      'The first day on which it is no longer held; null for no end. Visible to whoever may see the assignment.',
  })
  to: string | null = null;

  @Property({ type: 'integer', version: true })
  @Field(() => Int, {
    description:
      'Grows with each change; commands name the one they read. Visible to whoever may see the assignment.',
  })
  version!: number;
}
