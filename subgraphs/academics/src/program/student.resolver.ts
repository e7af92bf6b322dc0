import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { StudentStub } from '../enrollment/student.stub.ts';
import { programEnrollmentsOfStudent } from './program.loader.ts';
import { ProgramEnrollment } from './program-enrollment.entity.ts';

@Resolver(() => StudentStub)
export class StudentProgramsResolver {
  @FieldResolver(() => [ProgramEnrollment], {
    nullable: true,
    description:
      'The programs that the student is, was and will be in, in the order of their beginning. Seen by the student, by guardians ' +
      'who may now see their records, by administrators, registrars and heads of department of the school, and by staff who ' +
      'teach the student now.',
  })
  async programEnrollments(
    @Root() student: StudentStub,
    @Ctx() request: Request,
  ): Promise<readonly ProgramEnrollment[]> {
    return (await request.load(programEnrollmentsOfStudent, student.id))?.list ?? [];
  }
}
