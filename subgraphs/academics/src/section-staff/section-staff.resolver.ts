import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Section } from '../section/section.entity.ts';
import { manages } from '../section/section.ties.ts';
import { StaffStub } from '../section/staff.stub.ts';
import { SectionStaff } from './section-staff.entity.ts';
import { assignmentsOfSection } from './section-staff.loader.ts';

@Resolver(() => SectionStaff)
export class SectionStaffResolver {
  @FieldResolver(() => StaffStub, {
    nullable: true,
    description: 'Who teaches. Seen by whoever sees the assignment.',
  })
  staff(@Root() { staffId: id }: SectionStaff): StaffStub {
    return { id };
  }
}

@Resolver(() => Section)
export class SectionAssignmentsResolver {
  @FieldResolver(() => [SectionStaff], {
    nullable: true,
    description:
      'Who taught it, teaches it and will, in the order of their beginning. Seen by administrators, registrars and heads of ' +
      'department of its organization; FORBIDDEN for whoever else sees the section.',
  })
  async staffAssignments(
    @Root() section: Section,
    @Ctx() request: Request,
  ): Promise<readonly SectionStaff[]> {
    if (!(await manages(request, section))) throw forbidden();
    return (await request.load(assignmentsOfSection, section.id))?.list ?? [];
  }
}
