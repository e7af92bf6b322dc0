import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int } from 'type-graphql';

/** What a guardianship is to be, whoever the adult. */
@InputType()
export abstract class GuardianshipTermsInput {
  @Field(() => UUID, { description: 'The child.' })
  studentId!: string;

  @Field(() => Boolean, { description: "Whether the guardian may see the child's records." })
  recordsAccess!: boolean;

  @Field(() => Boolean, { description: 'Whether the guardian is told of absences.' })
  notifyAttendance!: boolean;

  @Field(() => Boolean, { description: 'Whether the child lives with the guardian.' })
  livesWith!: boolean;

  @Field(() => Boolean, { description: 'Whether the guardian decides for the child by law.' })
  legal!: boolean;

  @Field(() => Boolean, { description: "Whether the guardian pays a share of the child's fees." })
  pays!: boolean;

  @Field(() => Int, { description: 'Who is called first: 1 before 2.' })
  priority!: number;

  @Field(() => SchoolDay, { description: 'The first day on which it holds.' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: 'The first day on which it no longer holds; leave out for no end.',
  })
  to?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, for the file. Kept apart, and erasable.' })
  reason?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'Who stands for which child, how and when.' })
export class RecordGuardianshipInput extends GuardianshipTermsInput {
  @Field(() => UUID, { description: 'The adult: a guardian, or a member of staff who becomes one by it.' })
  guardianId!: string;
}

@InputType({ description: 'When a guardianship ends, and why.' })
export class EndGuardianshipInput {
  @Field(() => UUID, { description: 'The guardianship.' })
  guardianshipId!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description:
      'The first day on which it no longer holds; leave out for today, at the school of the child.',
  })
  to?: string | null;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'Why, for the file. Kept apart, and erasable.' })
  reason!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}
