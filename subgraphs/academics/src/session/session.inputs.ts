import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { AcademicSession } from './academic-session.entity.ts';

@InputType({ description: 'A new school year, or a term of one.' })
export class CreateAcademicSessionInput {
  @Field(() => UUID, {
    description: 'The organization whose year it is; for all below it that has none of its own.',
  })
  organizationId!: string;

  @Field(() => UUID, {
    nullable: true,
    description: 'The school year of which it is a term; left out: it is a school year.',
  })
  parentId?: string | null;

  @Field(() => String, { description: 'What the school calls it, 1 to 100 characters, unlike any other.' })
  title!: string;

  @Field(() => SchoolDay, { description: 'Its first day; that of a term lies in its year.' })
  from!: string;

  @Field(() => SchoolDay, { description: 'The first day after it.' })
  to!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Seen by whoever made it.' })
export class CreateAcademicSessionPayload {
  @Field(() => AcademicSession, { description: 'The school year or term. Seen by whoever made it.' })
  academicSession!: AcademicSession;
}

@InputType({ description: 'What changes about a school year or a term; what is left out stays as it is.' })
export class ChangeAcademicSessionInput {
  @Field(() => UUID, { description: 'The school year or term.' })
  academicSessionId!: string;

  @Field(() => String, { nullable: true, description: 'What the school calls it, 1 to 100 characters.' })
  title?: string | null;

  @Field(() => SchoolDay, { nullable: true, description: 'Its first day.' })
  from?: string | null;

  @Field(() => SchoolDay, { nullable: true, description: 'The first day after it.' })
  to?: string | null;

  @Field(() => Int, { description: 'The version of the session upon which the change was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was changed. Seen by whoever changed it.' })
export class ChangeAcademicSessionPayload {
  @Field(() => AcademicSession, { description: 'The session as it is now. Seen by whoever changed it.' })
  academicSession!: AcademicSession;
}
