import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { staleVersion } from '../stale-version.ts';
import { notByYou } from './create-organization.resolver.ts';
import { Organization } from './organization.entity.ts';
import { ChangeOrganizationInput } from './organization.inputs.ts';
import { organizationLoader } from './organization.loader.ts';
import { ChangeOrganizationPayload } from './organization.payloads.ts';
import { mayKeepOrganization } from './organization.policy.ts';
import { decideChange } from './organization.rules.ts';

@Resolver()
export class ChangeOrganizationResolver {
  @Mutation(() => ChangeOrganizationPayload, {
    description:
      'Gives an organization another name or locale. It stays where it stands, and so do its days. Refused with STALE_VERSION when it ' +
      'is no longer the version that was read. For administrators of the organization or above it.',
  })
  changeOrganization(
    @Arg('input', { description: 'What is to be another.' }) input: ChangeOrganizationInput,
    @Ctx() request: Request,
  ): Promise<ChangeOrganizationPayload> {
    const { organizationId: id, expectedVersion } = input;
    const read = () => fresh(request, organizationLoader, id, 'organization');
    return idempotent(request, input, {
      replay: async () => ({ organization: await read() }),
      run: async (remember) => {
        const { parentId } = await request.load(organizationLoader, id).then(orNotFound('organization'));

        permit(request, mayKeepOrganization(await request.standing(), id), notByYou());

        await takeTurns(request, [`organizations below ${parentId}`]);
        const organization = await request.em.findOneOrFail(Organization, id);
        if (organization.version !== expectedVersion)
          throw await staleVersion(request, 'organization', organization);
        const siblings = await request.em.find(Organization, { parentId, id: { $ne: id } });
        const decided = decideChange(input, organization, siblings);

        Object.assign(organization, decided);

        remember({ aggregateId: id, version: expectedVersion + 1 });
        await commit(request);
        return { organization: await read() };
      },
    });
  }
}
