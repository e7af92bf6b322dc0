import { Field, ObjectType } from 'type-graphql';
import { Organization } from './organization.entity.ts';
import type { OrganizationRow } from './organization.reads.ts';

@ObjectType({ description: 'The organization that was made. Visible to who made it.' })
export class CreateOrganizationPayload {
  @Field(() => Organization, { description: 'The organization. Visible to who made it.' })
  organization!: OrganizationRow;
}

@ObjectType({ description: 'The organization as it is now. Visible to who changed it.' })
export class ChangeOrganizationPayload {
  @Field(() => Organization, { description: 'The organization. Visible to who changed it.' })
  organization!: OrganizationRow;
}
