import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { SectionStaff } from './section-staff.entity.ts';

@InputType({ description: 'Who is to teach which section, and when.' })
export class AssignSectionStaffInput {
  @Field(() => UUID, { description: 'The section.' })
  sectionId!: string;

  @Field(() => UUID, {
    description: "A teacher of the section's school or department, or above it, on these days.",
  })
  staffId!: string;

  @Field(() => SchoolDay, { description: 'The first day, in the term of the section.' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: 'The first day without the teacher; left out: for as long as the section is taught.',
  })
  to?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'Who was assigned. Seen by whoever assigned them.' })
export class AssignSectionStaffPayload {
  @Field(() => SectionStaff, { description: 'The assignment as it is now. Seen by whoever made it.' })
  sectionStaff!: SectionStaff;
}

@InputType({ description: 'When somebody ceases to teach a section.' })
export class EndSectionStaffInput {
  @Field(() => UUID, { description: 'The assignment.' })
  sectionStaffId!: string;

  @Field(() => SchoolDay, {
    description: 'The first day without the teacher; its own first day if it should never hold.',
  })
  to!: string;

  @Field(() => Int, { description: 'The version of the assignment upon which its end was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was ended. Seen by whoever ended it.' })
export class EndSectionStaffPayload {
  @Field(() => SectionStaff, { description: 'The assignment as it is now. Seen by whoever ended it.' })
  sectionStaff!: SectionStaff;
}
