import { Field, ObjectType } from 'type-graphql';
import { RoleAssignment } from './role-assignment.entity.ts';

@ObjectType({ description: 'The role that was given. Visible to who gave it.' })
export class AssignRolePayload {
  @Field(() => RoleAssignment, { description: 'The assignment. Visible to who gave it.' })
  roleAssignment!: RoleAssignment;
}

@ObjectType({ description: 'The role whose end was set. Visible to who set it.' })
export class EndRolePayload {
  @Field(() => RoleAssignment, { description: 'The assignment. Visible to who set its end.' })
  roleAssignment!: RoleAssignment;
}
