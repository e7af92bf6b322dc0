import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { permit } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changed } from '../changed.refusal.ts';
import { Section } from '../section/section.entity.ts';
import { manages } from '../section/section.ties.ts';
import { takeSectionTurn } from '../section/section.turns.ts';
import { heldBookings } from './section-staff.bookings.ts';
import { tellAssignment } from './section-staff.event.ts';
import { EndSectionStaffInput, EndSectionStaffPayload } from './section-staff.inputs.ts';
import { sectionStaff } from './section-staff.loader.ts';
import { decideAssignmentEnd } from './section-staff.rules.ts';

@Resolver()
export class EndStaffResolver {
  @Mutation(() => EndSectionStaffPayload, {
    description:
      'Sets the day on which somebody no longer teaches a section, at the earliest their first one; from then on they are free at the ' +
      'hours of its lessons. Refused with ACADEMICS_ASSIGNMENT_CHANGED when it is no longer the version upon which the end was ' +
      'decided. For administrators, registrars and heads of department of the section.',
  })
  endSectionStaff(
    @Arg('input', { description: 'What ends, and when.' }) input: EndSectionStaffInput,
    @Ctx() request: Request,
  ): Promise<EndSectionStaffPayload> {
    const load = () => fresh(request, sectionStaff, input.sectionStaffId, 'assignment');
    return idempotent(request, input, {
      replay: async () => ({ sectionStaff: await load() }),
      run: async (remember) => {
        const assignment = await load();
        const section = await request.em.findOneOrFail(Section, assignment.sectionId);

        permit(request, await manages(request, section));

        await takeSectionTurn(request, section);
        await request.em.refresh(assignment);
        if (assignment.version !== input.expectedVersion)
          throw await changed(request, 'assignment', assignment);
        const to = decideAssignmentEnd(assignment, input.to);
        const released = await heldBookings(request, assignment, { from: to, to: assignment.to });

        const now = await request.now();
        Object.assign(assignment, { to, changedAt: now, changedBy: person(request).personId });
        request.em.remove(released);

        const version = input.expectedVersion + 1;
        tellAssignment(request, assignment, { version, organizationId: section.organizationId }, now);
        remember({ aggregateId: assignment.id, version });
        await commit(request);
        return { sectionStaff: assignment };
      },
    });
  }
}
