import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { checkSaid } from '../naming.rules.ts';
import { keptOrganizations } from '../program/program.ties.ts';
import { ChangeCourseInput, ChangeCoursePayload } from './course.inputs.ts';
import { courses } from './course.loader.ts';
import { decideCourseChange } from './course.rules.ts';

@Resolver()
export class ChangeCourseResolver {
  @Mutation(() => ChangeCoursePayload, {
    description:
      'Calls a course something else, lets it count for more or less from now on, or retires it: its sections remain, and no more are ' +
      'made. Refused with ACADEMICS_COURSE_CHANGED when it is no longer the version upon which the change was decided. For ' +
      'administrators and registrars of its organization or above it.',
  })
  changeCourse(
    @Arg('input', { description: 'What changes.' }) input: ChangeCourseInput,
    @Ctx() request: Request,
  ): Promise<ChangeCoursePayload> {
    const load = () => fresh(request, courses, input.courseId, 'course');
    return idempotent(request, input, {
      replay: async () => ({ course: await load() }),
      run: async (remember) => {
        const course = await load();

        permit(request, (await keptOrganizations(request)).has(course.organizationId));

        if (course.version !== input.expectedVersion) throw await changed(request, 'course', course);
        const { title, credits, isRetired } = input;
        checkSaid({ title, credits, isRetired });
        const decided = decideCourseChange({
          ...{ title: title ?? course.title, credits: credits ?? course.credits },
        });

        Object.assign(course, { ...decided, isRetired: isRetired ?? course.isRetired });
        Object.assign(course, { changedAt: await request.now(), changedBy: person(request).personId });

        remember({ aggregateId: course.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { course };
      },
    });
  }
}
