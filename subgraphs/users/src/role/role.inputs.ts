import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int } from 'type-graphql';
import { RoleName } from './role-name.enum.ts';

@InputType({ description: 'Who is to hold which role, where and when.' })
export class AssignRoleInput {
  @Field(() => UUID, { description: 'The member of staff.' })
  personId!: string;

  @Field(() => RoleName, { description: 'The role.' })
  role!: RoleName;

  @Field(() => UUID, { description: 'The organization in which it is held, and all below it.' })
  organizationId!: string;

  @Field(() => SchoolDay, { description: 'The first day on which it is held.' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: 'The first day on which it is no longer held; leave out for no end.',
  })
  to?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'When a role ends.' })
export class EndRoleInput {
  @Field(() => UUID, { description: 'The assignment.' })
  roleAssignmentId!: string;

  @Field(() => SchoolDay, { description: 'The first day on which it is no longer held.' })
  to!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}
