import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Organizations } from '@learnova/schema/asks/users';
import { EnrollmentChanged } from '@learnova/schema/events/academics';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { decideEnd } from '../days.rules.ts';
import type { Section } from '../section/section.entity.ts';
import { sections } from '../section/section.loader.ts';
import { checkOpen } from '../section/section.rules.ts';
import { manages } from '../section/section.ties.ts';
import { shareTermTurn } from '../section/section.turns.ts';
import { AcademicSession } from '../session/academic-session.entity.ts';
import {
  EndSectionEnrollmentInput,
  EndSectionEnrollmentPayload,
  EnrollInSectionInput,
  EnrollInSectionPayload,
} from './enrollment.inputs.ts';
import { enrollments } from './enrollment.loader.ts';
import { decideEnrollment } from './enrollment.rules.ts';
import { SchoolEnrollment } from './school-enrollment.entity.ts';
import { SectionEnrollment } from './section-enrollment.entity.ts';
import { studentClash } from './student.clash.ts';

const managers = 'For administrators, registrars and heads of department of the section.';

@Resolver()
export class EnrollResolver {
  @Mutation(() => EnrollInSectionPayload, {
    description:
      'Puts a student into a section, from one day until another. Refused with ACADEMICS_STUDENT_TAKEN where the student ' +
      `would have to be in two places from now on. ${managers}`,
  })
  enrollInSection(
    @Arg('input', { description: 'Who, where and when.' }) input: EnrollInSectionInput,
    @Ctx() request: Request,
  ): Promise<EnrollInSectionPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ sectionEnrollment: await load(request, aggregateId) }),
      run: async (remember) => {
        const section = await fresh(request, sections, input.sectionId, 'section');

        permit(request, await manages(request, section));

        const { studentId } = input;
        await shareTermTurn(request, section);
        await takeTurns(request, [`student ${studentId}`]);
        checkOpen(section);
        const { term, atSchool, inSection } = await factsOf(request, section, studentId);
        const days = decideEnrollment(
          { from: input.from, to: input.to ?? null },
          { term, atSchool, inSection },
        );
        const { id: sectionId, organizationId } = section;
        const clash = await studentClash(request, { section, studentId, timeZone: term.timeZone, ...days });
        if (clash) throw clash;

        const now = await request.now();
        const enrollment = Object.assign(new SectionEnrollment(), {
          id: newId(),
          sectionId,
          organizationId,
          studentId,
          ...days,
          changedAt: now,
          changedBy: person(request).personId,
        });
        request.em.persist(enrollment);

        tell(request, enrollment, 1, now);
        remember({ aggregateId: enrollment.id, version: 1 });
        await commit(request);
        return { sectionEnrollment: enrollment };
      },
    });
  }

  @Mutation(() => EndSectionEnrollmentPayload, {
    description:
      'Sets the day on which a student is no longer in a section, at the earliest its first day. Refused with ' +
      `ACADEMICS_ENROLLMENT_CHANGED when it is no longer the version upon which the end was decided. ${managers}`,
  })
  endSectionEnrollment(
    @Arg('input', { description: 'What ends, and when.' }) input: EndSectionEnrollmentInput,
    @Ctx() request: Request,
  ): Promise<EndSectionEnrollmentPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ sectionEnrollment: await load(request, aggregateId) }),
      run: async (remember) => {
        const enrollment = await load(request, input.sectionEnrollmentId);

        permit(request, await manages(request, enrollment));

        if (enrollment.version !== input.expectedVersion)
          throw await changed(request, 'enrollment', enrollment);
        const to = decideEnd(enrollment, input.to);

        const now = await request.now();
        Object.assign(enrollment, { to, changedAt: now, changedBy: person(request).personId });

        const version = input.expectedVersion + 1;
        tell(request, enrollment, version, now);
        remember({ aggregateId: enrollment.id, version });
        await commit(request);
        return { sectionEnrollment: enrollment };
      },
    });
  }
}

function load(request: Request, id: string): Promise<SectionEnrollment> {
  return fresh(request, enrollments, id, 'enrollment');
}

async function factsOf(request: Request, section: Section, studentId: string) {
  const organizationIds = [section.organizationId];
  const [organization] = await request.ask(Organizations, { organizationIds });
  const path = [...(organization?.path ?? organizationIds)];
  return {
    term: await request.em.findOneOrFail(AcademicSession, section.academicSessionId),
    atSchool: await request.em.find(SchoolEnrollment, { studentId, organizationId: { $in: path } }),
    inSection: await request.em.find(SectionEnrollment, { studentId, sectionId: section.id }),
  };
}

function tell(request: Request, enrollment: SectionEnrollment, version: number, now: Date): void {
  const { id, sectionId, organizationId, studentId, from, to } = enrollment;
  const payload = { sectionEnrollmentId: id, sectionId, studentId, from, to };
  publish(request, EnrollmentChanged, { aggregateId: id, version, organizationId, payload }, now);
}
