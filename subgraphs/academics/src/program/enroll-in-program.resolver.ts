import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { decideEnd } from '../days.rules.ts';
import { SchoolEnrollment } from '../enrollment/school-enrollment.entity.ts';
import {
  EndProgramEnrollmentInput,
  EndProgramEnrollmentPayload,
  EnrollInProgramInput,
  EnrollInProgramPayload,
} from './program.inputs.ts';
import { programEnrollments, programs } from './program.loader.ts';
import { checkOffered, decideAdmission } from './program.rules.ts';
import { keptOrganizations } from './program.ties.ts';
import { ProgramEnrollment } from './program-enrollment.entity.ts';

const keepers = "For administrators and registrars of the student's school or above it.";

@Resolver()
export class EnrollInProgramResolver {
  @Mutation(() => EnrollInProgramPayload, {
    description:
      'Admits a student to a program, from one day until another. Refused with ACADEMICS_ALREADY_IN_PROGRAM where the student is ' +
      `in this or another one on some of these days, and with ACADEMICS_PROGRAM_RETIRED where it is. ${keepers}`,
  })
  enrollInProgram(
    @Arg('input', { description: 'Who, to what and when.' }) input: EnrollInProgramInput,
    @Ctx() request: Request,
  ): Promise<EnrollInProgramPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ programEnrollment: await load(request, aggregateId) }),
      run: async (remember) => {
        const { studentId } = input;
        const program = await fresh(request, programs, input.programId, 'program');
        const { id: programId, organizationId } = program;
        const { subtree } = await placeOf(request, organizationId);
        const kept = await keptOrganizations(request);
        const schools = subtree.filter((id) => kept.has(id));

        permit(request, schools.length > 0);

        checkOffered(program);
        await takeTurns(request, [`student ${studentId}`]);
        // At a school that the actor does not keep there is no such student for them.
        const atSchool = await request.em.find(
          SchoolEnrollment,
          { studentId, organizationId: { $in: schools } },
          { orderBy: { organizationId: 'asc' } },
        );
        const inPrograms = await request.em.find(ProgramEnrollment, { studentId });
        const admission = decideAdmission(
          { from: input.from, to: input.to ?? null },
          { atSchool, inPrograms },
        );

        const programEnrollment = Object.assign(new ProgramEnrollment(), {
          ...{ id: newId(), programId, studentId, ...admission },
          ...{ changedAt: await request.now(), changedBy: person(request).personId },
        });
        request.em.persist(programEnrollment);

        remember({ aggregateId: programEnrollment.id, version: 1 });
        await commit(request);
        return { programEnrollment };
      },
    });
  }

  @Mutation(() => EndProgramEnrollmentPayload, {
    description:
      'Sets the day on which a student is no longer in a program, at the earliest its first day. Refused with ' +
      `ACADEMICS_ENROLLMENT_CHANGED when it is no longer the version upon which the end was decided. ${keepers}`,
  })
  endProgramEnrollment(
    @Arg('input', { description: 'What ends, and when.' }) input: EndProgramEnrollmentInput,
    @Ctx() request: Request,
  ): Promise<EndProgramEnrollmentPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ programEnrollment: await load(request, aggregateId) }),
      run: async (remember) => {
        const programEnrollment = await load(request, input.programEnrollmentId);

        permit(request, (await keptOrganizations(request)).has(programEnrollment.organizationId));

        if (programEnrollment.version !== input.expectedVersion)
          throw await changed(request, 'enrollment', programEnrollment);
        const to = decideEnd(programEnrollment, input.to);

        Object.assign(programEnrollment, {
          ...{ to, changedAt: await request.now(), changedBy: person(request).personId },
        });

        remember({ aggregateId: programEnrollment.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { programEnrollment };
      },
    });
  }
}

function load(request: Request, id: string): Promise<ProgramEnrollment> {
  return fresh(request, programEnrollments, id, 'enrollment');
}
