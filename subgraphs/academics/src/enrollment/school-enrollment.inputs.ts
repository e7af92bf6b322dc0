import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { SchoolEnrollment } from './school-enrollment.entity.ts';

@InputType({ description: 'Who is to be at which school in which grade, and when.' })
export class EnrollInSchoolInput {
  @Field(() => UUID, { description: 'The school.' })
  organizationId!: string;

  @Field(() => [UUID], {
    description: 'Students whom a school of the same registry has admitted: 1 to 500, each once.',
  })
  studentIds!: string[];

  @Field(() => String, { description: 'The grade, as the school writes it: 1 to 20 characters.' })
  grade!: string;

  @Field(() => SchoolDay, { description: 'The first day at the school.' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: 'The first day on which they are no longer there; left out: until that is set.',
  })
  to?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'Who was enrolled. Seen by whoever enrolled them.' })
export class EnrollInSchoolPayload {
  @Field(() => [SchoolEnrollment], {
    description: 'The enrollments as they are now, in the order of the students. Seen by whoever made them.',
  })
  schoolEnrollments!: readonly SchoolEnrollment[];
}

@InputType({ description: 'When an enrollment at a school ends.' })
export class EndSchoolEnrollmentInput {
  @Field(() => UUID, { description: 'The enrollment.' })
  schoolEnrollmentId!: string;

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
export class EndSchoolEnrollmentPayload {
  @Field(() => SchoolEnrollment, { description: 'The enrollment as it is now. Seen by whoever ended it.' })
  schoolEnrollment!: SchoolEnrollment;
}
