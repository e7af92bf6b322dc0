import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Organization } from './organization.entity.ts';
import { CreateOrganizationInput } from './organization.inputs.ts';
import { organizationLoader } from './organization.loader.ts';
import { CreateOrganizationPayload } from './organization.payloads.ts';
import { mayKeepOrganization } from './organization.policy.ts';
import { isTimeZoneKnown } from './organization.reads.ts';
import { decideOrganization } from './organization.rules.ts';

@Resolver()
export class CreateOrganizationResolver {
  @Mutation(() => CreateOrganizationPayload, {
    description:
      'Adds a campus, a school or a department to the tree. Refused with USERS_ORGANIZATION_EXISTS where one of this name stands in ' +
      'the same place, and with USERS_ORGANIZATION_MISPLACED where one of this kind stands nowhere. For administrators of what is to ' +
      'stand above it.',
  })
  createOrganization(
    @Arg('input', { description: 'The organization.' }) input: CreateOrganizationInput,
    @Ctx() request: Request,
  ): Promise<CreateOrganizationPayload> {
    const read = (id: string) => fresh(request, organizationLoader, id, 'organization');
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ organization: await read(aggregateId) }),
      run: async (remember) => {
        const { parentId, timeZone = null, locale = null } = input;
        const parent = await request.load(organizationLoader, parentId).then(orNotFound('organization'));

        permit(request, mayKeepOrganization(await request.standing(), parentId), notByYou());

        await takeTurns(request, [`organizations below ${parentId}`]);
        const decided = decideOrganization(
          { ...input, timeZone, locale },
          {
            parent,
            siblings: await request.em.find(Organization, { parentId }),
            isTimeZoneKnown: await isTimeZoneKnown(request, timeZone ?? ''),
          },
        );

        const id = newId();
        const path = [...parent.path, id];
        request.em.persist(Object.assign(new Organization(), { id, parentId, path, version: 1, ...decided }));

        remember({ aggregateId: id, version: 1 });
        await commit(request);
        return { organization: await read(id) };
      },
    });
  }
}

export const notByYou = () =>
  forbidden('The tree of organizations is kept by the administrators above it. Ask one of them.');
