import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { decideEnd } from '../dated.rules.ts';
import { orNotFound } from '../found.ts';
import { staleVersion } from '../stale-version.ts';
import { because, notByYou, tellChange } from './guardianship.changes.ts';
import { Guardianship } from './guardianship.entity.ts';
import { EndGuardianshipInput } from './guardianship.inputs.ts';
import { guardianshipLoader } from './guardianship.loader.ts';
import { EndGuardianshipPayload } from './guardianship.payloads.ts';
import { mayEndGuardianship } from './guardianship.policy.ts';
import { decideEndReason } from './guardianship.rules.ts';

@Resolver()
export class EndGuardianshipResolver {
  @Mutation(() => EndGuardianshipPayload, {
    description:
      'Sets the day on which a guardianship no longer holds, or brings it forward. For administrators and registrars of the ' +
      'school of the child, or above it. What the guardian could see is gone on the next read.',
  })
  endGuardianship(
    @Arg('input', { description: 'The end.' }) input: EndGuardianshipInput,
    @Ctx() request: Request,
  ): Promise<EndGuardianshipPayload> {
    return idempotent<EndGuardianshipPayload>(request, input, {
      replay: async ({ aggregateId }) => ({
        guardianship: await fresh(request, guardianshipLoader, aggregateId, 'guardianship'),
      }),
      run: async (remember) => {
        const { guardianshipId: id, expectedVersion } = input;
        const now = await request.now();
        const standing = await request.standing();
        const seen = await request.load(guardianshipLoader, id).then(orNotFound('guardianship'));
        const { organizationId, today } = seen;

        permit(request, mayEndGuardianship(standing, organizationId), notByYou());

        const guardianship = await request.em.findOneOrFail(Guardianship, id);
        if (guardianship.version !== expectedVersion)
          throw await staleVersion(request, 'guardianship', guardianship);
        const to = decideEnd(guardianship, input.to ?? today);
        const reason = decideEndReason(input.reason);

        const version = guardianship.version + 1;
        guardianship.to = to;
        request.em.persist(because(id, version, reason));

        tellChange(request, guardianship, { version, organizationId }, now);
        remember({ aggregateId: id, version });
        await commit(request);
        return { guardianship };
      },
    });
  }
}
