import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { loadVisible } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { organizationLoader } from '../organization/organization.loader.ts';
import { Student } from '../person/student.entity.ts';
import { type StudentRow, studentLoader } from '../person/student.loader.ts';
import { takenEmails, takenNumbers } from '../person/taken.reads.ts';
import { mayAdmit } from './admission.policy.ts';
import { checkAdmits } from './admission.rules.ts';
import { ImportStudentsInput, ImportStudentsPayload } from './import-students.inputs.ts';
import { decideImport } from './import-students.rules.ts';
import { newStudent, notByYou } from './new-people.ts';

@Resolver()
export class ImportStudentsResolver {
  @Mutation(() => ImportStudentsPayload, {
    description:
      'Writes down a list of students whom a school admits, all of them or none. Refused with USERS_IMPORT_REFUSED where a row cannot ' +
      'be: `extensions.faults` names each fault by its row, counted from 1, with its field, code and sentence. For administrators and ' +
      'registrars of the school or above it.',
  })
  importStudents(
    @Arg('input', { description: 'The school and its rows.' }) input: ImportStudentsInput,
    @Ctx() request: Request,
  ): Promise<ImportStudentsPayload> {
    return idempotent(request, input, {
      replay: async () => ({ students: await written(request, input) }),
      run: async (remember) => {
        const { organizationId, students: rows } = input;
        const school = await request
          .load(organizationLoader, organizationId)
          .then(orNotFound('organization'));

        permit(request, mayAdmit(await request.standing(), organizationId), notByYou());

        checkAdmits(school.kind);
        const taken = {
          emails: await takenEmails(
            request,
            rows.map(({ person }) => person.email),
          ),
          numbers: await takenNumbers(
            request,
            organizationId,
            rows.map(({ number }) => number),
          ),
        };
        const decided = decideImport(rows, taken);

        request.em.persist(decided.flatMap((student) => newStudent(newId(), organizationId, student)));

        remember({ aggregateId: organizationId, version: 1 });
        await commit(request);
        return { students: await written(request, input) };
      },
    });
  }
}

/** Those of the rows as they stand now, by their numbers, which a school gives once. */
async function written(
  request: Request,
  { organizationId, students }: ImportStudentsInput,
): Promise<StudentRow[]> {
  const numbers = students.map(({ number }) => number.trim());
  const rows = await request.em.find(Student, { organizationId, number: { $in: numbers } });
  const ids = rows.map(({ id }) => id);
  const seen = [...(await loadVisible(studentLoader, request, ids)).values()];
  const byNumber = new Map(seen.map((student) => [student.number, student]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}
