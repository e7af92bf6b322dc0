import { keyDescription } from '@learnova/platform/idempotent';
import { Decimal, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Course } from './course.entity.ts';

@InputType({ description: 'A new course.' })
export class CreateCourseInput {
  @Field(() => UUID, {
    description: 'The organization that offers it, for sections of its own and of all below it.',
  })
  organizationId!: string;

  @Field(() => String, {
    description: 'The short name in lists, 1 to 20 characters, unlike any other. It stays.',
  })
  code!: string;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => Decimal, { description: 'What it counts for in a term, in credits: 0 or more.' })
  credits!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Seen by whoever made it.' })
export class CreateCoursePayload {
  @Field(() => Course, { description: 'The course. Seen by whoever made it.' })
  course!: Course;
}

@InputType({ description: 'What changes about a course; what is left out stays as it is.' })
export class ChangeCourseInput {
  @Field(() => UUID, { description: 'The course.' })
  courseId!: string;

  @Field(() => String, { nullable: true, description: 'What it is called, 1 to 100 characters.' })
  title?: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description:
      'What it counts for in a term, in credits: 0 or more. Results that are published keep what it counted for.',
  })
  credits?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is retired: no more sections of it are made.',
  })
  isRetired?: boolean | null;

  @Field(() => Int, { description: 'The version of the course upon which the change was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was changed. Seen by whoever changed it.' })
export class ChangeCoursePayload {
  @Field(() => Course, { description: 'The course as it is now. Seen by whoever changed it.' })
  course!: Course;
}
