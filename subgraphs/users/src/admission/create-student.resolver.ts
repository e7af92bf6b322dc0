import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { organizationLoader } from '../organization/organization.loader.ts';
import { decideAll } from '../person/person.rules.ts';
import { studentLoader } from '../person/student.loader.ts';
import { takenEmails, takenNumbers } from '../person/taken.reads.ts';
import { CreateStudentInput } from './admission.inputs.ts';
import { CreateStudentPayload } from './admission.payloads.ts';
import { mayAdmit } from './admission.policy.ts';
import { checkAdmits, studentParts } from './admission.rules.ts';
import { newStudent, notByYou } from './new-people.ts';

@Resolver()
export class CreateStudentResolver {
  @Mutation(() => CreateStudentPayload, {
    description:
      'Writes down a student whom a school admits. From when to when they are there, `enrollInSchool` says. Refused with EMAIL_TAKEN ' +
      'or USERS_NUMBER_TAKEN where somebody has that already. For administrators and registrars of the school or above it.',
  })
  createStudent(
    @Arg('input', { description: 'The student.' }) input: CreateStudentInput,
    @Ctx() request: Request,
  ): Promise<CreateStudentPayload> {
    const read = (id: string) => fresh(request, studentLoader, id, 'student');
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ student: await read(aggregateId) }),
      run: async (remember) => {
        const { organizationId, number, person } = input;
        const school = await request
          .load(organizationLoader, organizationId)
          .then(orNotFound('organization'));
        const taken = {
          emails: await takenEmails(request, [person.email]),
          numbers: await takenNumbers(request, organizationId, [number]),
        };

        permit(request, mayAdmit(await request.standing(), organizationId), notByYou());

        checkAdmits(school.kind);
        const decided = decideAll(studentParts(input, taken, ['input']));

        const id = newId();
        request.em.persist(newStudent(id, organizationId, decided));

        remember({ aggregateId: id, version: 1 });
        await commit(request);
        return { student: await read(id) };
      },
    });
  }
}
