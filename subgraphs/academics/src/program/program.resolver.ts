import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { StudentStub } from '../enrollment/student.stub.ts';
import { OrganizationStub } from '../session/organization.stub.ts';
import { Program } from './program.entity.ts';
import { knownPrograms } from './program.loader.ts';
import { ProgramEnrollment } from './program-enrollment.entity.ts';

const seen = 'Seen by whoever sees the enrollment.';

@Resolver(() => Program)
export class ProgramResolver {
  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description:
      'Who offers it, to students of its schools and of all below it. Seen by whoever sees the program.',
  })
  organization(@Root() { organizationId: id }: Program): OrganizationStub {
    return { id };
  }
}

@Resolver(() => ProgramEnrollment)
export class ProgramEnrollmentResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `Who is enrolled. ${seen}` })
  student(@Root() { studentId: id }: ProgramEnrollment): StudentStub {
    return { id };
  }

  @FieldResolver(() => Program, { description: `What the student is admitted to. ${seen}` })
  program(@Root() { programId }: ProgramEnrollment, @Ctx() request: Request): Promise<Program | null> {
    return request.load(knownPrograms, programId);
  }
}
