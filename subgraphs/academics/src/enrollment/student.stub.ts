import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Ctx, Directive, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { enrollmentsOfStudent } from './enrollment.loader.ts';
import { SectionEnrollment } from './section-enrollment.entity.ts';

@ObjectType('Student', { description: sharedTypes.Student.type })
@Directive('@key(fields: "id")')
export class StudentStub {
  @Field(() => UUID, { description: sharedTypes.Student.id })
  id!: string;
}

@Resolver(() => StudentStub)
export class StudentResolver {
  @FieldResolver(() => [SectionEnrollment], {
    nullable: true,
    description:
      'The sections that the student is, was and will be in, in the order of their beginning. Seen by the student and by ' +
      'guardians who may now see their records; administrators, registrars and heads of department of the school, and ' +
      'staff who teach the student now, see those in sections that they manage or teach.',
  })
  async enrollments(
    @Root() student: StudentStub,
    @Ctx() request: Request,
  ): Promise<readonly SectionEnrollment[]> {
    return (await request.load(enrollmentsOfStudent, student.id))?.list ?? [];
  }
}
