import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Program } from './program.entity.ts';
import { ProgramEnrollment } from './program-enrollment.entity.ts';

@InputType({ description: 'A new program.' })
export class CreateProgramInput {
  @Field(() => UUID, {
    description: 'The organization that offers it, to students of its schools and of all below it.',
  })
  organizationId!: string;

  @Field(() => String, { description: 'The short name in lists, 1 to 20 characters, unlike any other.' })
  code!: string;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Seen by whoever made it.' })
export class CreateProgramPayload {
  @Field(() => Program, { description: 'The program. Seen by whoever made it.' })
  program!: Program;
}

@InputType({ description: 'What changes about a program; what is left out stays as it is.' })
export class ChangeProgramInput {
  @Field(() => UUID, { description: 'The program.' })
  programId!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, 1 to 100 characters.' })
  title?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is retired: no more students are admitted to it.',
  })
  isRetired?: boolean | null;

  @Field(() => Int, { description: 'The version of the program upon which the change was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was changed. Seen by whoever changed it.' })
export class ChangeProgramPayload {
  @Field(() => Program, { description: 'The program as it is now. Seen by whoever changed it.' })
  program!: Program;
}

@InputType({ description: 'Who is to be in which program, and when.' })
export class EnrollInProgramInput {
  @Field(() => UUID, { description: 'The program.' })
  programId!: string;

  @Field(() => UUID, { description: 'A student of the organization that offers it, or of one below it.' })
  studentId!: string;

  @Field(() => SchoolDay, { description: 'The first day, on which the student is at the school.' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: 'The first day without the student; left out: for as long as the student is at the school.',
  })
  to?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'Who was enrolled. Seen by whoever enrolled them.' })
export class EnrollInProgramPayload {
  @Field(() => ProgramEnrollment, { description: 'The enrollment as it is now. Seen by whoever made it.' })
  programEnrollment!: ProgramEnrollment;
}

@InputType({ description: 'When an enrollment in a program ends.' })
export class EndProgramEnrollmentInput {
  @Field(() => UUID, { description: 'The enrollment.' })
  programEnrollmentId!: string;

  @Field(() => SchoolDay, {
    description: 'The first day without the student; its own first day if it should never hold.',
  })
  to!: string;

  @Field(() => Int, { description: 'The version of the enrollment upon which its end was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was ended. Seen by whoever ended it.' })
export class EndProgramEnrollmentPayload {
  @Field(() => ProgramEnrollment, { description: 'The enrollment as it is now. Seen by whoever ended it.' })
  programEnrollment!: ProgramEnrollment;
}
