import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { shareTurn } from '@learnova/platform/turns';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Course } from '../course/course.entity.ts';
import { AcademicSession, SessionKind } from '../session/academic-session.entity.ts';
import { turnOf } from '../session/session.facts.ts';
import { Section } from './section.entity.ts';
import { CreateSectionInput, CreateSectionPayload } from './section.inputs.ts';
import { sections } from './section.loader.ts';
import { decideSection } from './section.rules.ts';
import { manages } from './section.ties.ts';

@Resolver()
export class CreateSectionResolver {
  @Mutation(() => CreateSectionPayload, {
    description:
      'Adds a section: a course that is to be taught to a group in a term. Refused with ACADEMICS_COURSE_RETIRED or ' +
      'ACADEMICS_SESSION_OVER where the course or the term is. For administrators, registrars and heads of department of the ' +
      'organization or above it.',
  })
  createSection(
    @Arg('input', { description: 'The section.' }) input: CreateSectionInput,
    @Ctx() request: Request,
  ): Promise<CreateSectionPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        section: await fresh(request, sections, aggregateId, 'section'),
      }),
      run: async (remember) => {
        const { organizationId } = input;
        const { path } = await placeOf(request, organizationId);

        permit(request, await manages(request, { organizationId }));

        await shareTurn(request, turnOf(input.academicSessionId));
        const term = await termFor(request, path, input.academicSessionId);
        const course = await courseFor(request, path, input.courseId);
        const now = await request.now();
        const decided = decideSection(input, { course, term, today: dayOf(now, term.timeZone) });

        const section = Object.assign(new Section(), {
          ...{ id: newId(), organizationId, courseId: course.id, academicSessionId: term.id, ...decided },
          ...{ changedAt: now, changedBy: person(request).personId },
        });
        request.em.persist(section);

        remember({ aggregateId: section.id, version: 1 });
        await commit(request);
        return { section };
      },
    });
  }
}

/** A term in which the section may be taught: one of its own organization's, or of one above it. */
async function termFor(request: Request, path: readonly string[], id: string): Promise<AcademicSession> {
  const term = await request.em.findOne(AcademicSession, { id, kind: SessionKind.TERM });
  if (!term || !path.includes(term.organizationId)) throw notFound('term');
  return term;
}

/** What may be taught in it: a course of its own organization, or of one above it. */
async function courseFor(request: Request, path: readonly string[], id: string): Promise<Course> {
  const course = await request.em.findOne(Course, id);
  if (!course || !path.includes(course.organizationId)) throw notFound('course');
  return course;
}
