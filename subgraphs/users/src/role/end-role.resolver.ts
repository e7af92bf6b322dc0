import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { decideEnd } from '../dated.rules.ts';
import { orNotFound } from '../found.ts';
import { staleVersion } from '../stale-version.ts';
import { notByYou, tellChange } from './role.changes.ts';
import { EndRoleInput } from './role.inputs.ts';
import { roleLoader } from './role.loader.ts';
import { EndRolePayload } from './role.payloads.ts';
import { mayEndRole } from './role.policy.ts';
import { administrators } from './role.reads.ts';
import { checkSuccession } from './role.rules.ts';
import { RoleAssignment } from './role-assignment.entity.ts';

@Resolver()
export class EndRoleResolver {
  @Mutation(() => EndRolePayload, {
    description:
      'Sets the day on which a role is no longer held, or brings it forward. For administrators of the organization or above ' +
      'it. What the role allowed is gone on the next request. Refused with LAST_ADMINISTRATOR where nobody would administer the ' +
      'institution any more.',
  })
  endRole(
    @Arg('input', { description: 'The end.' }) input: EndRoleInput,
    @Ctx() request: Request,
  ): Promise<EndRolePayload> {
    return idempotent<EndRolePayload>(request, input, {
      replay: async ({ aggregateId }) => ({
        roleAssignment: await fresh(request, roleLoader, aggregateId, 'role assignment'),
      }),
      run: async (remember) => {
        const { roleAssignmentId: id, expectedVersion } = input;
        const now = await request.now();
        const standing = await request.standing();
        const seen = await request.load(roleLoader, id).then(orNotFound('role assignment'));

        permit(request, mayEndRole(standing, seen.organizationId), notByYou());

        const assigned = await request.em.findOneOrFail(RoleAssignment, id);
        if (assigned.version !== expectedVersion)
          throw await staleVersion(request, 'role_assignment', assigned);
        const to = decideEnd(assigned, input.to);
        if (assigned.role === 'ADMINISTRATOR') await keepOneAdministrator(request, id, to);

        const version = assigned.version + 1;
        assigned.to = to;

        tellChange(request, assigned, version, now);
        remember({ aggregateId: id, version });
        await commit(request);
        return { roleAssignment: assigned };
      },
    });
  }
}

/** In turns, so that of two who end each other's role one remains. */
async function keepOneAdministrator(request: Request, id: string, to: string): Promise<void> {
  await takeTurns(request, ['administrators']);
  const all = await administrators(request);
  const others = all.filter((one) => one.id !== id);
  if (others.length < all.length) checkSuccession(to, others);
}
