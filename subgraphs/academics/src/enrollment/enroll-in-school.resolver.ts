import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh, loadVisible } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { keptOrganizations } from '../program/program.ties.ts';
import { arrivingFacts, leavingFacts } from './school.facts.ts';
import { SchoolEnrollment } from './school-enrollment.entity.ts';
import {
  EndSchoolEnrollmentInput,
  EndSchoolEnrollmentPayload,
  EnrollInSchoolInput,
  EnrollInSchoolPayload,
} from './school-enrollment.inputs.ts';
import { schoolEnrollments } from './school-enrollment.loader.ts';
import { decideLeaving, decideSchoolEnrollments } from './school-enrollment.rules.ts';

const keepers = 'For administrators and registrars of the school or above it.';

@Resolver()
export class EnrollInSchoolResolver {
  @Mutation(() => EnrollInSchoolPayload, {
    description:
      'Says from when to when students are at a school, and in which grade: all of them or none. From then on they are enrolled in its ' +
      `sections and programs. Refused with ACADEMICS_ALREADY_AT_SCHOOL where one is there on some of these days. ${keepers}`,
  })
  enrollInSchool(
    @Arg('input', { description: 'Who, where and when.' }) input: EnrollInSchoolInput,
    @Ctx() request: Request,
  ): Promise<EnrollInSchoolPayload> {
    const { organizationId, studentIds, from, to = null } = input;
    return idempotent(request, input, {
      replay: async () => ({ schoolEnrollments: await made(request, input) }),
      run: async (remember) => {
        const { timeZone } = await placeOf(request, organizationId);
        const kept = await keptOrganizations(request);

        permit(request, kept.has(organizationId));

        const facts = await arrivingFacts(request, input, kept);
        const grade = decideSchoolEnrollments({ ...input, to }, facts);

        const change = { changedAt: await request.now(), changedBy: person(request).personId };
        const enrolled = studentIds.map((studentId) =>
          Object.assign(new SchoolEnrollment(), {
            ...{ id: newId(), studentId, organizationId, grade, timeZone, from, to, ...change },
          }),
        );
        request.em.persist(enrolled);

        remember({ aggregateId: organizationId, version: 1 });
        await commit(request);
        return { schoolEnrollments: enrolled };
      },
    });
  }

  @Mutation(() => EndSchoolEnrollmentPayload, {
    description:
      'Sets the day on which a student is no longer at a school, at the earliest its first day. Refused with ACADEMICS_STILL_ENROLLED ' +
      'while the student is in a section or program of the school after that day, and with ACADEMICS_ENROLLMENT_CHANGED when it is no ' +
      `longer the version upon which the end was decided. ${keepers}`,
  })
  endSchoolEnrollment(
    @Arg('input', { description: 'What ends, and when.' }) input: EndSchoolEnrollmentInput,
    @Ctx() request: Request,
  ): Promise<EndSchoolEnrollmentPayload> {
    const { schoolEnrollmentId: id, expectedVersion } = input;
    const load = () => fresh(request, schoolEnrollments, id, 'enrollment');
    return idempotent(request, input, {
      replay: async () => ({ schoolEnrollment: await load() }),
      run: async (remember) => {
        const schoolEnrollment = await load();
        const { organizationId, studentId } = schoolEnrollment;

        permit(request, (await keptOrganizations(request)).has(organizationId));

        if (schoolEnrollment.version !== expectedVersion)
          throw await changed(request, 'enrollment', schoolEnrollment);
        await takeTurns(request, [`student ${studentId}`]);
        const to = decideLeaving(schoolEnrollment, input.to, await leavingFacts(request, schoolEnrollment));

        Object.assign(schoolEnrollment, {
          ...{ to, changedAt: await request.now(), changedBy: person(request).personId },
        });

        remember({ aggregateId: id, version: expectedVersion + 1 });
        await commit(request);
        return { schoolEnrollment };
      },
    });
  }
}

/** What an earlier call of this command has made: a student begins at a school once on a day. */
async function made(request: Request, input: EnrollInSchoolInput): Promise<readonly SchoolEnrollment[]> {
  const { organizationId, studentIds, from } = input;
  const rows = await request.em.find(SchoolEnrollment, {
    organizationId,
    from,
    studentId: { $in: studentIds },
  });
  const ids = rows.map(({ id }) => id);
  const seen = [...(await loadVisible(schoolEnrollments, request, ids)).values()];
  return studentIds.flatMap((studentId) => seen.find((row) => row.studentId === studentId) ?? []);
}
