import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { RolesHeld } from '@learnova/schema/asks/users';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { bookingClash } from '../meeting/booking.clash.ts';
import { Booking } from '../meeting/booking.entity.ts';
import { sections } from '../section/section.loader.ts';
import { checkOpen } from '../section/section.rules.ts';
import { manages } from '../section/section.ties.ts';
import { takeSectionTurn } from '../section/section.turns.ts';
import { AcademicSession } from '../session/academic-session.entity.ts';
import { bookingsFor } from './section-staff.bookings.ts';
import { SectionStaff } from './section-staff.entity.ts';
import { tellAssignment } from './section-staff.event.ts';
import { AssignSectionStaffInput, AssignSectionStaffPayload } from './section-staff.inputs.ts';
import { sectionStaff } from './section-staff.loader.ts';
import { decideAssignment } from './section-staff.rules.ts';

@Resolver()
export class AssignStaffResolver {
  @Mutation(() => AssignSectionStaffPayload, {
    description:
      'Lets a teacher teach a section, from one day until another, with all of its lessons on these days. Refused with ' +
      'ACADEMICS_NOT_A_TEACHER where the person is none at the school on one of them, with ACADEMICS_ALREADY_TEACHES, and with ' +
      'ACADEMICS_TEACHER_TAKEN where the teacher would have to be in two places. For administrators, registrars and heads of ' +
      'department of the section.',
  })
  assignSectionStaff(
    @Arg('input', { description: 'Who, what and when.' }) input: AssignSectionStaffInput,
    @Ctx() request: Request,
  ): Promise<AssignSectionStaffPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        sectionStaff: await fresh(request, sectionStaff, aggregateId, 'assignment'),
      }),
      run: async (remember) => {
        const { staffId, from, to = null } = input;
        const section = await fresh(request, sections, input.sectionId, 'section');
        const { id: sectionId, organizationId } = section;

        permit(request, await manages(request, section));

        const roles = await request.ask(RolesHeld, { personIds: [staffId], roles: ['TEACHER'] });
        await takeSectionTurn(request, section);
        checkOpen(section);
        const term = await request.em.findOneOrFail(AcademicSession, section.academicSessionId);
        const days = decideAssignment(
          { from, to },
          {
            term,
            asTeacher: roles.filter(({ organizationIds }) => organizationIds.includes(organizationId)),
            inSection: await request.em.find(SectionStaff, { sectionId, staffId }),
          },
        );
        const bookings = await bookingsFor(request, { sectionId, staffId }, days);
        const wish = {
          section,
          room: null,
          timeZone: term.timeZone,
          bookings,
          timeField: 'staffId' as const,
        };
        const clash = await bookingClash(request, wish);
        if (clash) throw clash;

        const now = await request.now();
        const assignment = Object.assign(new SectionStaff(), {
          ...{ id: newId(), sectionId, staffId, ...days },
          ...{ changedAt: now, changedBy: person(request).personId },
        });
        const held = bookings.map((booking) => Object.assign(new Booking(), booking));
        request.em.persist([assignment, ...held]);

        tellAssignment(request, assignment, { version: 1, organizationId }, now);
        remember({ aggregateId: assignment.id, version: 1 });
        await commit(request);
        return { sectionStaff: assignment };
      },
    });
  }
}
