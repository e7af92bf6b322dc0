import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Guardian } from '../person/guardian.entity.ts';
import { staffLoader } from '../person/staff.loader.ts';
import { studentLoader } from '../person/student.loader.ts';
import { because, notByYou, tellChange } from './guardianship.changes.ts';
import { Guardianship } from './guardianship.entity.ts';
import { RecordGuardianshipInput } from './guardianship.inputs.ts';
import { guardianshipLoader } from './guardianship.loader.ts';
import { RecordGuardianshipPayload } from './guardianship.payloads.ts';
import { mayRecordGuardianship } from './guardianship.policy.ts';
import { decideGuardianship, decideReason } from './guardianship.rules.ts';

@Resolver()
export class RecordGuardianshipResolver {
  @Mutation(() => RecordGuardianshipPayload, {
    description:
      'Records that an adult stands for a child. For administrators and registrars of the school of the child, or above it; ' +
      'never for themselves.',
  })
  recordGuardianship(
    @Arg('input', { description: 'The guardianship.' }) input: RecordGuardianshipInput,
    @Ctx() request: Request,
  ): Promise<RecordGuardianshipPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        guardianship: await fresh(request, guardianshipLoader, aggregateId, 'guardianship'),
      }),
      run: async (remember) => {
        const { em } = request;
        const { guardianId, studentId } = input;
        const now = await request.now();
        const standing = await request.standing();
        const student = await request.load(studentLoader, studentId).then(orNotFound('student'));
        const earlier = await em.find(Guardianship, { guardianId, studentId });

        permit(
          request,
          mayRecordGuardianship(standing, person(request), guardianId, student.studentOf),
          notByYou(),
        );
        const isNew = !(await em.findOne(Guardian, guardianId));
        // A member of staff becomes a guardian by it; anybody else is one, or is not there.
        if (isNew) await request.load(staffLoader, guardianId).then(orNotFound('guardian'));

        const decided = decideGuardianship(guardianId, input, earlier);
        const reason = decideReason(input.reason);

        const guardianship = Object.assign(new Guardianship(), { id: newId(), version: 1, ...decided });
        em.persist(guardianship);
        if (isNew) em.persist(Object.assign(new Guardian(), { id: guardianId }));
        if (reason) em.persist(because(guardianship.id, 1, reason));

        tellChange(request, guardianship, { version: 1, organizationId: student.studentOf }, now);
        remember({ aggregateId: guardianship.id, version: 1 });
        await commit(request);
        return { guardianship };
      },
    });
  }
}
