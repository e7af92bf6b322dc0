import { person } from '@learnova/platform/actor';
import { publish } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { RoleChanged } from '@learnova/schema/events/users';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { commitChange, commitNew, staleVersion } from '../commit-changes.ts';
import { decideEnd } from '../dated.rules.ts';
import { orNotFound, reread } from '../found.ts';
import { Organization } from '../organization/organization.entity.ts';
import { organizationLoader } from '../organization/organization.loader.ts';
import { Person } from '../person/person.entity.ts';
import { personLoader } from '../person/person.loader.ts';
import { staffLoader } from '../person/staff.loader.ts';
import { AssignRoleInput, EndRoleInput } from './role.inputs.ts';
import { roleLoader } from './role.loader.ts';
import { AssignRolePayload, EndRolePayload } from './role.payloads.ts';
import { mayAssignRole, mayEndRole } from './role.policy.ts';
import { decideRole, roleHeld } from './role.rules.ts';
import { RoleAssignment } from './role-assignment.entity.ts';

@Resolver(() => RoleAssignment)
export class RoleResolver {
  @Mutation(() => AssignRolePayload, {
    description:
      'Gives a member of staff a role in an organization and all below it. For administrators of the organization or above ' +
      'it; nobody gives a role to themselves.',
  })
  assignRole(@Arg('input') input: AssignRoleInput, @Ctx() request: Request) {
    return idempotent<AssignRolePayload>(request, input, {
      replay: async ({ aggregateId }) => ({ roleAssignment: await reread(request, roleLoader, aggregateId) }),
      run: async (remember) => {
        const now = await request.now();
        const standing = await request.standing();
        await request.load(organizationLoader, input.organizationId).then(orNotFound('organization'));

        permit(
          request,
          mayAssignRole(standing, person(request), input.personId, input.organizationId),
          notByYou(),
        );

        await request.load(staffLoader, input.personId).then(orNotFound('member of staff'));
        const { personId, role, organizationId } = input;
        const earlier = await request.em.find(RoleAssignment, { personId, role, organizationId });
        const decided = decideRole(input, earlier);

        const assigned = Object.assign(new RoleAssignment(), { id: newId(), version: 1, ...decided });
        request.em.persist(assigned);

        publish(request, RoleChanged, changed(assigned, 1), now);
        remember({ aggregateId: assigned.id, version: 1 });
        await commitNew(request, roleHeld);
        return { roleAssignment: assigned };
      },
    });
  }

  @Mutation(() => EndRolePayload, {
    description:
      'Sets the day on which a role is no longer held, or brings it forward. For administrators of the organization or above ' +
      'it. What the role allowed is gone on the next request.',
  })
  endRole(@Arg('input') input: EndRoleInput, @Ctx() request: Request) {
    return idempotent<EndRolePayload>(request, input, {
      replay: async ({ aggregateId }) => ({ roleAssignment: await reread(request, roleLoader, aggregateId) }),
      run: async (remember) => {
        const now = await request.now();
        const standing = await request.standing();
        const seen = await request
          .load(roleLoader, input.roleAssignmentId)
          .then(orNotFound('role assignment'));

        permit(request, mayEndRole(standing, seen.organizationId), notByYou());

        const assigned = await request.em.findOneOrFail(RoleAssignment, seen.id);
        if (assigned.version !== input.expectedVersion)
          throw await staleVersion(request, 'role_assignment', seen.id);
        const to = decideEnd(assigned, input.to);

        const version = assigned.version + 1;
        assigned.to = to;

        publish(request, RoleChanged, changed(assigned, version), now);
        remember({ aggregateId: assigned.id, version });
        await commitChange(request, 'role_assignment', assigned.id);
        return { roleAssignment: assigned };
      },
    });
  }

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

const notByYou = () =>
  forbidden('Roles are given and ended by an administrator, and nobody gives one to themselves.');

function changed({ id, personId, organizationId, from, to }: RoleAssignment, version: number) {
  return {
    aggregateId: id,
    version,
    organizationId,
    payload: { roleAssignmentId: id, personId, organizationId, from, to },
  };
}
