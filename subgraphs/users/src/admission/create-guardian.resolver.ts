import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { because, notByYou, tellChange } from '../guardianship/guardianship.changes.ts';
import { Guardianship } from '../guardianship/guardianship.entity.ts';
import { guardianshipLoader } from '../guardianship/guardianship.loader.ts';
import { mayRecordGuardianship } from '../guardianship/guardianship.policy.ts';
import { decideGuardianship, decideReason } from '../guardianship/guardianship.rules.ts';
import { guardianLoader } from '../person/guardian.loader.ts';
import { decideAll, personParts } from '../person/person.rules.ts';
import { studentLoader } from '../person/student.loader.ts';
import { takenEmails } from '../person/taken.reads.ts';
import { CreateGuardianInput } from './admission.inputs.ts';
import { CreateGuardianPayload } from './admission.payloads.ts';
import { newGuardian } from './new-people.ts';

@Resolver()
export class CreateGuardianResolver {
  @Mutation(() => CreateGuardianPayload, {
    description:
      'Writes down an adult who is new, and that they stand for a child: more children `recordGuardianship` adds. Refused with ' +
      'EMAIL_TAKEN where somebody has the e-mail already. For administrators and registrars of the school of the child, or above it.',
  })
  createGuardian(
    @Arg('input', { description: 'The adult, and the first child.' }) input: CreateGuardianInput,
    @Ctx() request: Request,
  ): Promise<CreateGuardianPayload> {
    const read = async (id: string) => {
      const guardianship = await fresh(request, guardianshipLoader, id, 'guardianship');
      const guardian = await fresh(request, guardianLoader, guardianship.guardianId, 'guardian');
      return { guardianship, guardian };
    };
    return idempotent(request, input, {
      replay: ({ aggregateId }) => read(aggregateId),
      run: async (remember) => {
        const now = await request.now();
        const guardianId = newId();
        const child = await request.load(studentLoader, input.studentId).then(orNotFound('student'));
        const emails = await takenEmails(request, [input.person.email]);

        const standing = await request.standing();
        permit(
          request,
          mayRecordGuardianship(standing, person(request), guardianId, child.studentOf),
          notByYou(),
        );

        const details = decideAll(personParts(input.person, emails, ['input', 'person']));
        const decided = decideGuardianship(guardianId, input, []);
        const reason = decideReason(input.reason);

        const guardianship = Object.assign(new Guardianship(), { id: newId(), version: 1, ...decided });
        request.em.persist([...newGuardian(guardianId, details), guardianship]);
        if (reason) request.em.persist(because(guardianship.id, 1, reason));

        tellChange(request, guardianship, { version: 1, organizationId: child.studentOf }, now);
        remember({ aggregateId: guardianship.id, version: 1 });
        await commit(request);
        return read(guardianship.id);
      },
    });
  }
}
