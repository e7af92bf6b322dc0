import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { SectionEnrollment } from './section-enrollment.entity.ts';

@InputType({ description: 'Who is to be in which section, and when.' })
export class EnrollInSectionInput {
  @Field(() => UUID, { description: 'The section.' })
  sectionId!: string;

  @Field(() => UUID, { description: "A student of the section's school." })
  studentId!: string;

  @Field(() => SchoolDay, { description: 'The first day, in the term of the section.' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: 'The first day without the student; left out: for as long as the section is taught.',
  })
  to?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'When an enrollment ends.' })
export class EndSectionEnrollmentInput {
  @Field(() => UUID, { description: 'The enrollment.' })
  sectionEnrollmentId!: string;

  @Field(() => SchoolDay, {
    description: 'The first day without the student; its own first day if it should never hold.',
  })
  to!: string;

  @Field(() => Int, { description: 'The version of the enrollment upon which its end was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'Who was enrolled. Seen by whoever enrolled them.' })
export class EnrollInSectionPayload {
  @Field(() => SectionEnrollment, { description: 'The enrollment as it is now. Seen by whoever made it.' })
  sectionEnrollment!: SectionEnrollment;
}

@ObjectType({ description: 'What was ended. Seen by whoever ended it.' })
export class EndSectionEnrollmentPayload {
  @Field(() => SectionEnrollment, { description: 'The enrollment as it is now. Seen by whoever ended it.' })
  sectionEnrollment!: SectionEnrollment;
}
