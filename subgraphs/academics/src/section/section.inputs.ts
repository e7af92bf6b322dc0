import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Section } from './section.entity.ts';

@InputType({ description: 'A new section: a course that is to be taught to a group in a term.' })
export class CreateSectionInput {
  @Field(() => UUID, { description: 'The school or department that offers it.' })
  organizationId!: string;

  @Field(() => UUID, { description: 'A course of this organization, or of one above it.' })
  courseId!: string;

  @Field(() => UUID, { description: 'A term of this organization, or of one above it.' })
  academicSessionId!: string;

  @Field(() => String, { description: 'What it is called, such as Biology 7a, 1 to 100 characters.' })
  title!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Seen by whoever made it.' })
export class CreateSectionPayload {
  @Field(() => Section, { description: 'The section. Seen by whoever made it.' })
  section!: Section;
}

@InputType({ description: 'What changes about a section; what is left out stays as it is.' })
export class ChangeSectionInput {
  @Field(() => UUID, { description: 'The section.' })
  sectionId!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, 1 to 100 characters.' })
  title?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is closed: nobody is enrolled in it, teaches it or meets in it any more.',
  })
  isClosed?: boolean | null;

  @Field(() => Int, { description: 'The version of the section upon which the change was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was changed. Seen by whoever changed it.' })
export class ChangeSectionPayload {
  @Field(() => Section, { description: 'The section as it is now. Seen by whoever changed it.' })
  section!: Section;
}
