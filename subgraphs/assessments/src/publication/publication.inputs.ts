import { keyDescription } from '@learnova/platform/idempotent';
import { DateTime, UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Publication } from './publication.entity.ts';

@InputType({ description: 'Whose results are published, and when.' })
export class SchedulePublicationInput {
  @Field(() => UUID, {
    description: 'The school, campus or department: its sections, and those of all below it.',
  })
  organizationId!: string;

  @Field(() => UUID, { description: 'The term of the sections.' })
  academicSessionId!: string;

  @Field(() => UUID, {
    nullable: true,
    defaultValue: null,
    description: 'One of these sections alone; left out: all that have a gradebook.',
  })
  sectionId!: string | null;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => DateTime, {
    description: 'The instant from which on the results can be seen: from now on, a year ahead at most.',
  })
  publishAt!: Date;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'Which publication.' })
export class CancelPublicationInput {
  @Field(() => UUID, { description: 'The publication.' })
  publicationId!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was planned. Only who planned it sees it here.' })
export class SchedulePublicationPayload {
  @Field(() => Publication, { description: 'The publication. Only who planned it sees it here.' })
  publication!: Publication;
}

@ObjectType({ description: 'What was called off. Only who called it off sees it here.' })
export class CancelPublicationPayload {
  @Field(() => Publication, {
    description: 'The publication as it is now. Only who called it off sees it here.',
  })
  publication!: Publication;
}
