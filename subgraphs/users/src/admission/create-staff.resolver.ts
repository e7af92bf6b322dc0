import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { organizationLoader } from '../organization/organization.loader.ts';
import { decideAll, personParts } from '../person/person.rules.ts';
import { staffLoader } from '../person/staff.loader.ts';
import { takenEmails } from '../person/taken.reads.ts';
import { CreateStaffInput } from './admission.inputs.ts';
import { CreateStaffPayload } from './admission.payloads.ts';
import { mayAdmit } from './admission.policy.ts';
import { checkEmploys } from './admission.rules.ts';
import { newStaff, notByYou } from './new-people.ts';

@Resolver()
export class CreateStaffResolver {
  @Mutation(() => CreateStaffPayload, {
    description:
      'Writes down a member of staff. What they may do, `assignRole` says. Refused with EMAIL_TAKEN where somebody has the e-mail ' +
      'already. For administrators and registrars of the organization or above it.',
  })
  createStaff(
    @Arg('input', { description: 'The member of staff.' }) input: CreateStaffInput,
    @Ctx() request: Request,
  ): Promise<CreateStaffPayload> {
    const read = (id: string) => fresh(request, staffLoader, id, 'member of staff');
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ staff: await read(aggregateId) }),
      run: async (remember) => {
        const { organizationId, person } = input;
        const employer = await request
          .load(organizationLoader, organizationId)
          .then(orNotFound('organization'));
        const emails = await takenEmails(request, [person.email]);

        permit(request, mayAdmit(await request.standing(), organizationId), notByYou());

        checkEmploys(employer.kind);
        const decided = decideAll(personParts(person, emails, ['input', 'person']));

        const id = newId();
        request.em.persist(newStaff(id, organizationId, decided));

        remember({ aggregateId: id, version: 1 });
        await commit(request);
        return { staff: await read(id) };
      },
    });
  }
}
