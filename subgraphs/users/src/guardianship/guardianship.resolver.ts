import { person } from '@learnova/platform/actor';
import { publish } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { permit } from '@learnova/platform/policy';
import { forbidden, notFound } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { GuardianshipChanged } from '@learnova/schema/events/users';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { commitChange, commitNew, staleVersion } from '../commit-changes.ts';
import { decideEnd } from '../dated.rules.ts';
import { orNotFound, reread } from '../found.ts';
import { Guardian } from '../person/guardian.entity.ts';
import { guardianLoader } from '../person/guardian.loader.ts';
import { Student } from '../person/student.entity.ts';
import { studentLoader } from '../person/student.loader.ts';
import { Guardianship } from './guardianship.entity.ts';
import { EndGuardianshipInput, RecordGuardianshipInput } from './guardianship.inputs.ts';
import { guardianshipLoader } from './guardianship.loader.ts';
import { EndGuardianshipPayload, RecordGuardianshipPayload } from './guardianship.payloads.ts';
import { mayEndGuardianship, mayRecordGuardianship } from './guardianship.policy.ts';
import {
  decideEndReason,
  decideGuardianship,
  decideReason,
  guardianshipExists,
} from './guardianship.rules.ts';
import { GuardianshipReason } from './guardianship-reason.entity.ts';

@Resolver(() => Guardianship)
export class GuardianshipResolver {
  @Mutation(() => RecordGuardianshipPayload, {
    description:
      'Records that an adult stands for a child. For administrators and registrars of the school of the child, or above it; ' +
      'never for themselves.',
  })
  recordGuardianship(@Arg('input') input: RecordGuardianshipInput, @Ctx() request: Request) {
    return idempotent<RecordGuardianshipPayload>(request, input, {
      replay: async ({ aggregateId }) => ({
        guardianship: await reread(request, guardianshipLoader, aggregateId),
      }),
      run: async (remember) => {
        const now = await request.now();
        const standing = await request.standing();
        const student = await request.load(studentLoader, input.studentId).then(orNotFound('student'));

        const { personId } = person(request);
        permit(
          request,
          mayRecordGuardianship(standing, personId, input.guardianId, student.studentOf),
          notByYou(),
        );

        const { em } = request;
        if (!(await em.findOne(Guardian, input.guardianId))) throw notFound('guardian');
        const { guardianId, studentId } = input;
        const decided = decideGuardianship(input, await em.find(Guardianship, { guardianId, studentId }));
        const reason = decideReason(input.reason);

        const guardianship = Object.assign(new Guardianship(), { id: newId(), version: 1, ...decided });
        em.persist(guardianship);
        if (reason) em.persist(because(guardianship.id, 1, reason));

        publish(request, GuardianshipChanged, changed(guardianship, 1, student.studentOf), now);
        remember({ aggregateId: guardianship.id, version: 1 });
        await commitNew(request, guardianshipExists);
        return { guardianship };
      },
    });
  }

  @Mutation(() => EndGuardianshipPayload, {
    description:
      'Sets the day on which a guardianship no longer holds, or brings it forward. For administrators and registrars of the ' +
      'school of the child, or above it. What the guardian could see is gone on the next read.',
  })
  endGuardianship(@Arg('input') input: EndGuardianshipInput, @Ctx() request: Request) {
    return idempotent<EndGuardianshipPayload>(request, input, {
      replay: async ({ aggregateId }) => ({
        guardianship: await reread(request, guardianshipLoader, aggregateId),
      }),
      run: async (remember) => {
        const now = await request.now();
        const standing = await request.standing();
        const seen = await request
          .load(guardianshipLoader, input.guardianshipId)
          .then(orNotFound('guardianship'));

        permit(request, mayEndGuardianship(standing, seen.organizationId), notByYou());

        const guardianship = await request.em.findOneOrFail(Guardianship, seen.id);
        if (guardianship.version !== input.expectedVersion)
          throw await staleVersion(request, 'guardianship', seen.id);
        const to = decideEnd(guardianship, input.to);
        const reason = decideEndReason(input.reason);

        const version = guardianship.version + 1;
        guardianship.to = to;
        request.em.persist(because(guardianship.id, version, reason));

        publish(request, GuardianshipChanged, changed(guardianship, version, seen.organizationId), now);
        remember({ aggregateId: guardianship.id, version });
        await commitChange(request, 'guardianship', guardianship.id);
        return { guardianship };
      },
    });
  }

  @FieldResolver(() => Student, {
    nullable: true,
    description: 'The child. Visible to whoever may see the guardianship.',
  })
  student(@Root() { studentId }: Guardianship, @Ctx() request: Request) {
    return request.load(studentLoader, studentId).then(orNotFound('student'));
  }

  @FieldResolver(() => Guardian, {
    nullable: true,
    description: 'The adult. Visible to whoever may see the guardianship.',
  })
  guardian(@Root() { guardianId }: Guardianship, @Ctx() request: Request) {
    return request.load(guardianLoader, guardianId).then(orNotFound('guardian'));
  }
}

const notByYou = () =>
  forbidden('The registry of the school keeps guardianships, and nobody makes their own. Ask the office.');

function because(guardianshipId: string, version: number, reason: string): GuardianshipReason {
  return Object.assign(new GuardianshipReason(), { guardianshipId, version, reason });
}

function changed(
  { id, guardianId, studentId, from, to }: Guardianship,
  version: number,
  organizationId: string,
) {
  const payload = { guardianshipId: id, guardianId, studentId, from, to };
  return { aggregateId: id, version, organizationId, payload };
}
