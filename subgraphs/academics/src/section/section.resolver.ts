import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Course } from '../course/course.entity.ts';
import { AcademicSession } from '../session/academic-session.entity.ts';
import { academicSessions } from '../session/academic-session.loader.ts';
import { OrganizationStub } from '../session/organization.stub.ts';
import { Section } from './section.entity.ts';
import { knownCourses, sections, teachersOfSection } from './section.loader.ts';
import { StaffStub } from './staff.stub.ts';

const seen = 'Seen by whoever sees the section.';

@Resolver(() => Section)
export class SectionResolver {
  @Query(() => Section, {
    nullable: true,
    description: 'One section. NOT_FOUND for whoever may not see it. Asked by anybody who is signed in.',
  })
  async section(
    @Arg('id', () => UUID, { description: 'The section.' }) id: string,
    @Ctx() request: Request,
  ): Promise<Section> {
    const section = await request.load(sections, id);
    if (!section) throw notFound('section');
    return section;
  }

  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: `The school or department that offers it. ${seen}`,
  })
  organization(@Root() section: Section): OrganizationStub {
    return { id: section.organizationId };
  }

  @FieldResolver(() => Course, { description: `What is taught in it. ${seen}` })
  course(@Root() section: Section, @Ctx() request: Request): Promise<Course | null> {
    return request.load(knownCourses, section.courseId);
  }

  @FieldResolver(() => AcademicSession, { description: `The term in which it is taught. ${seen}` })
  academicSession(@Root() section: Section, @Ctx() request: Request): Promise<AcademicSession | null> {
    return request.load(academicSessions, section.academicSessionId);
  }

  @FieldResolver(() => [StaffStub], { nullable: true, description: `Who teaches it today. ${seen}` })
  async staff(@Root() section: Section, @Ctx() request: Request): Promise<StaffStub[]> {
    const teachers = await request.load(teachersOfSection, section.id);
    return (teachers?.list ?? []).map((id) => ({ id }));
  }
}
