import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { OrganizationStub } from '../session/organization.stub.ts';
import { SchoolEnrollment } from './school-enrollment.entity.ts';
import { schoolEnrollmentsOfStudent } from './school-enrollment.loader.ts';
import { StudentStub } from './student.stub.ts';

const seen = 'Seen by whoever sees the enrollment.';

@Resolver(() => SchoolEnrollment)
export class SchoolEnrollmentResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `Who is at the school. ${seen}` })
  student(@Root() { studentId }: SchoolEnrollment): StudentStub {
    return { id: studentId };
  }

  @FieldResolver(() => OrganizationStub, { nullable: true, description: `The school. ${seen}` })
  organization(@Root() { organizationId }: SchoolEnrollment): OrganizationStub {
    return { id: organizationId };
  }
}

@Resolver(() => StudentStub)
export class StudentSchoolsResolver {
  @FieldResolver(() => [SchoolEnrollment], {
    nullable: true,
    description:
      'The schools that the student is, was and will be at, in the order of their beginning. Seen by the student, by guardians ' +
      'who may now see their records, by administrators, registrars and heads of department of the school, and by staff who ' +
      'teach the student now.',
  })
  async schoolEnrollments(
    @Root() student: StudentStub,
    @Ctx() request: Request,
  ): Promise<readonly SchoolEnrollment[]> {
    return (await request.load(schoolEnrollmentsOfStudent, student.id))?.list ?? [];
  }
}
