import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { organizationLoader } from '../organization/organization.loader.ts';
import { staffLoader } from '../person/staff.loader.ts';
import { notByYou, tellChange } from './role.changes.ts';
import { AssignRoleInput } from './role.inputs.ts';
import { roleLoader } from './role.loader.ts';
import { AssignRolePayload } from './role.payloads.ts';
import { mayAssignRole } from './role.policy.ts';
import { decideRole } from './role.rules.ts';
import { RoleAssignment } from './role-assignment.entity.ts';

@Resolver()
export class AssignRoleResolver {
  @Mutation(() => AssignRolePayload, {
    description:
      'Gives a member of staff a role in an organization and all below it. For administrators of the organization or above ' +
      'it; nobody gives a role to themselves.',
  })
  assignRole(
    @Arg('input', { description: 'The role.' }) input: AssignRoleInput,
    @Ctx() request: Request,
  ): Promise<AssignRolePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        roleAssignment: await fresh(request, roleLoader, aggregateId, 'role assignment'),
      }),
      run: async (remember) => {
        const { personId, role, organizationId } = input;
        const now = await request.now();
        const standing = await request.standing();
        await request.load(organizationLoader, organizationId).then(orNotFound('organization'));
        const earlier = await request.em.find(RoleAssignment, { personId, role, organizationId });

        permit(request, mayAssignRole(standing, person(request), personId, organizationId), notByYou());
        await request.load(staffLoader, personId).then(orNotFound('member of staff'));

        const decided = decideRole(input, earlier);

        const assigned = Object.assign(new RoleAssignment(), { id: newId(), version: 1, ...decided });
        request.em.persist(assigned);

        tellChange(request, assigned, 1, now);
        remember({ aggregateId: assigned.id, version: 1 });
        await commit(request);
        return { roleAssignment: assigned };
      },
    });
  }
}
