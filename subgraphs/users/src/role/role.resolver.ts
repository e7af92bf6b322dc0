import { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Organization } from '../organization/organization.entity.ts';
import { organizationLoader } from '../organization/organization.loader.ts';
import { Person } from '../person/person.entity.ts';
import { personLoader } from '../person/person.loader.ts';
import { RoleAssignment } from './role-assignment.entity.ts';

@Resolver(() => RoleAssignment)
export class RoleResolver {
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who holds it. Visible to whoever may see the assignment and the person.',
  })
  person(@Root() { personId }: RoleAssignment, @Ctx() request: Request) {
    return request.load(personLoader, personId).then(orNotFound('person'));
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where it is held. Visible to whoever may see the assignment.',
  })
  organization(@Root() { organizationId }: RoleAssignment, @Ctx() request: Request) {
    return request.load(organizationLoader, organizationId).then(orNotFound('organization'));
  }
}
