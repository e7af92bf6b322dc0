import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { personLoader } from '../person/person.loader.ts';
import { ownViewpoint } from '../person/viewpoint.ts';
import { publicUrlOf } from '../settings.ts';
import { passwordOwner } from '../sign-in/password.reads.ts';
import { InvitePersonInput, InvitePersonPayload } from './invite-person.types.ts';
import { askLink } from './password-link.changes.ts';
import { mayInvite } from './password-link.policy.ts';
import { decideInvitation, noLinks } from './password-link.rules.ts';

@Resolver()
export class InvitePersonResolver {
  @Mutation(() => InvitePersonPayload, {
    description:
      'Has a mail sent to a person without a password, with a link by which they choose one within seven days; under another key ' +
      'another one, which makes older ones void. For administrators and registrars above the school of the person, or above that of ' +
      'a child of theirs. Refused with INVITATION_DEACTIVATED, INVITATION_NOT_NEEDED for who has a password, INVITATION_NEEDS_EMAIL, and with ' +
      'PASSWORD_LINKS_UNAVAILABLE where the installation sends no links.',
  })
  invitePerson(
    @Arg('input', { description: 'The person.' }) input: InvitePersonInput,
    @Ctx() request: Request,
  ): Promise<InvitePersonPayload> {
    const { personId } = input;
    const payload = async () => ({ person: await fresh(request, personLoader, personId, 'person') });
    return idempotent(request, input, {
      replay: payload,
      run: async (remember) => {
        const now = await request.now();
        const seen = await request.load(personLoader, personId).then(orNotFound('person'));
        const owner = await passwordOwner(request, personId).then(orNotFound('person'));

        const allowed = mayInvite(await ownViewpoint(request), seen);
        permit(request, allowed, forbidden('People are invited by the registry of their school.'));
        if (!publicUrlOf(request)) throw noLinks();

        const email = decideInvitation(owner);

        const aggregateId = askLink(request, { personId, email, purpose: 'INVITATION' }, now);
        remember({ aggregateId, version: 1 });
        await commit(request);
        return payload();
      },
    });
  }
}
