import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../session/organization.stub.ts';
import { Course } from './course.entity.ts';
import { coursesOfOrganization } from './course.loader.ts';

@Resolver(() => Course)
export class CourseResolver {
  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description:
      'Who offers it, for sections of its own and of all below it. Seen by whoever sees the course.',
  })
  organization(@Root() { organizationId: id }: Course): OrganizationStub {
    return { id };
  }
}

@Resolver(() => OrganizationStub)
export class OrganizationCoursesResolver {
  @FieldResolver(() => [Course], {
    nullable: true,
    description:
      'The courses that sections of it may be of, by code: its own, and those of the organizations above it, retired ones included. ' +
      'Seen by administrators, registrars and heads of department of it or above it.',
  })
  async courses(@Root() organization: OrganizationStub, @Ctx() request: Request): Promise<readonly Course[]> {
    const offered = await request.load(coursesOfOrganization, organization.id);
    if (!offered) throw notFound('organization');
    return offered.list;
  }
}
