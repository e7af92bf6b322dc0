import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { keptOrganizations } from '../program/program.ties.ts';
import { Course } from './course.entity.ts';
import { CreateCourseInput, CreateCoursePayload } from './course.inputs.ts';
import { courses } from './course.loader.ts';
import { decideCourse } from './course.rules.ts';

@Resolver()
export class CreateCourseResolver {
  @Mutation(() => CreateCoursePayload, {
    description:
      'Adds a course that sections may be of. Refused with ACADEMICS_COURSE_EXISTS where the organization has one of this code. ' +
      'For administrators and registrars of the organization or above it.',
  })
  createCourse(
    @Arg('input', { description: 'The course.' }) input: CreateCourseInput,
    @Ctx() request: Request,
  ): Promise<CreateCoursePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ course: await fresh(request, courses, aggregateId, 'course') }),
      run: async (remember) => {
        const { organizationId } = input;
        await placeOf(request, organizationId);

        permit(request, (await keptOrganizations(request)).has(organizationId));

        const decided = decideCourse(input, await request.em.find(Course, { organizationId }));

        const course = Object.assign(new Course(), {
          ...{ id: newId(), organizationId, ...decided },
          ...{ changedAt: await request.now(), changedBy: person(request).personId },
        });
        request.em.persist(course);

        remember({ aggregateId: course.id, version: 1 });
        await commit(request);
        return { course };
      },
    });
  }
}
