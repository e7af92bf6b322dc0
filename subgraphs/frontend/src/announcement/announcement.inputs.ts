import { keyDescription } from '@learnova/platform/idempotent';
import { DateTime, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Announcement } from './announcement.entity.ts';
import { Audience } from './audience.enum.ts';

@InputType({ description: 'Something to tell many people.' })
export class PublishAnnouncementInput {
  @Field(() => UUID, {
    nullable: true,
    description:
      'The organization whose people, and those of all below it, it is for; left out for a section.',
  })
  organizationId?: string | null;

  @Field(() => UUID, {
    nullable: true,
    description: 'The section whose people it is for; left out for an organization.',
  })
  sectionId?: string | null;

  @Field(() => [Audience], { description: 'Whom of them it is for: one at least.' })
  audience!: Audience[];

  @Field(() => String, { description: 'Its heading, 1 to 120 characters.' })
  title!: string;

  @Field(() => String, { description: 'What it says: plain text, 1 to 4,000 characters.' })
  body!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From when on it is shown, within a year; at once if left out or past.',
  })
  visibleFrom?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The instant from which on it is shown no longer; without an end if left out.',
  })
  visibleTo?: Date | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was announced. Only who announced it sees it here.' })
export class PublishAnnouncementPayload {
  @Field(() => Announcement, { description: 'The announcement. Only who announced it sees it here.' })
  announcement!: Announcement;
}

@InputType({ description: 'An announcement that is to be shown no longer.' })
export class WithdrawAnnouncementInput {
  @Field(() => UUID, { description: 'The announcement.' })
  announcementId!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was taken back. Only who took it back sees it here.' })
export class WithdrawAnnouncementPayload {
  @Field(() => Announcement, { description: 'The announcement. Only who took it back sees it here.' })
  announcement!: Announcement;
}
