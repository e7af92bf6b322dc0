import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Section } from '../section/section.entity.ts';
import { knownSections } from '../section/section.loader.ts';
import { SectionEnrollment } from './section-enrollment.entity.ts';
import { StudentStub } from './student.stub.ts';

const seen = 'Seen by whoever sees the enrollment.';

@Resolver(() => SectionEnrollment)
export class SectionEnrollmentResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `Who is enrolled. ${seen}` })
  student(@Root() enrollment: SectionEnrollment): StudentStub {
    return { id: enrollment.studentId };
  }

  @FieldResolver(() => Section, { description: `What the student is enrolled in. ${seen}` })
  section(@Root() enrollment: SectionEnrollment, @Ctx() request: Request): Promise<Section | null> {
    return request.load(knownSections, enrollment.sectionId);
  }
}
