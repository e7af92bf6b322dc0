import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { OrganizationKind } from './organization-kind.enum.ts';

/** A node of the tree. It is undated, and moved only by ending it and making it anew, so its path never changes. */
@Entity({ tableName: 'organization' })
@Check({ name: 'organization_kind', expression: "kind in ('INSTITUTION', 'CAMPUS', 'SCHOOL', 'DEPARTMENT')" })
@Check({ name: 'organization_path_ends_with_itself', expression: 'path[cardinality(path)] = id' })
@Check({
  name: 'organization_path_leads_through_its_parent',
  expression: 'not (parent_id is distinct from path[cardinality(path) - 1])',
})
@Check({
  name: 'organization_root_is_an_institution',
  expression: "(kind = 'INSTITUTION') = (parent_id is null)",
})
@Check({
  name: 'organization_root_sets_what_is_inherited',
  expression: 'parent_id is not null or (time_zone is not null and locale is not null)',
})
@ObjectType('Organization', { description: sharedTypes.Organization.type })
@Directive('@key(fields: "id")')
export class Organization {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: sharedTypes.Organization.id })
  id!: string;

  @Property({ type: 'uuid', nullable: true })
  parentId: string | null = null;

  /** From the institution down to the organization itself. */
  @Property({ type: 'array', columnType: 'uuid[]' })
  path!: string[];

  @Property({ type: 'text' })
  @Field(() => OrganizationKind, {
    description: 'What it is in the tree. Visible to everybody who is signed in.',
  })
  kind!: OrganizationKind;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'What it is called. Visible to everybody who is signed in.' })
  name!: string;

  /** Null: as the nearest ancestor that sets it. The institution sets it. */
  @Property({ type: 'text', nullable: true })
  timeZone: string | null = null;

  /** Null: as the nearest ancestor that sets it. The institution sets it. */
  @Property({ type: 'text', nullable: true })
  locale: string | null = null;

  @Property({ type: 'integer', version: true })
  @Field(() => Int, {
    description:
      'Grows with each change; commands name the one they read. Visible to everybody who is signed in.',
  })
  version!: number;
}
