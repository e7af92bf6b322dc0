import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

/** One adult for one child, dated. Why it began or ended is no part of it: see `GuardianshipReason`. */
@Entity({ tableName: 'guardianship' })
@Check({ name: 'guardianship_ends_after_it_begins', expression: 'to_day >= from_day' })
@Check({ name: 'guardianship_priority_counts_from_1', expression: 'priority >= 1' })
@Check({
  name: 'guardianship_once_a_day',
  expression:
    'exclude using gist (guardian_id with =, student_id with =, daterange(from_day, to_day) with &&)',
})
@ObjectType('Guardianship', {
  description:
    'That an adult stands for a child, between two days. Visible to the guardian while it holds, and at any time to the ' +
    'office (administrator, registrar, bursar, head of department) above the school of the child.',
})
export class Guardianship {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: 'Its id. Visible to whoever may see the guardianship.' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  guardianId!: string;

  @Index()
  @Property({ type: 'uuid' })
  studentId!: string;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      "Whether the guardian may see the child's records. Visible to whoever may see the guardianship.",
  })
  recordsAccess!: boolean;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'Whether the guardian is told of absences. Visible to whoever may see the guardianship.',
  })
  notifyAttendance!: boolean;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description: 'Whether the child lives with the guardian. Visible to whoever may see the guardianship.',
  })
  livesWith!: boolean;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      'Whether the guardian decides for the child by law. Visible to whoever may see the guardianship.',
  })
  legal!: boolean;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, {
    description:
      "Whether the guardian pays a share of the child's fees. Visible to whoever may see the guardianship.",
  })
  pays!: boolean;

  @Property({ type: 'integer' })
  @Field(() => Int, {
    description: 'Who is called first: 1 before 2. Visible to whoever may see the guardianship.',
  })
  priority!: number;

  @Property({ type: 'date', fieldName: 'from_day' })
  @Field(() => SchoolDay, {
    description: 'The first day on which it holds. Visible to whoever may see the guardianship.',
  })
  from!: string;

  @Property({ type: 'date', fieldName: 'to_day', nullable: true })
  @Field(() => SchoolDay, {
    nullable: true,
    description:
      'The first day on which it no longer holds; null while it has no end. Visible to whoever may see the guardianship.',
  })
  to: string | null = null;

  @Property({ type: 'integer', version: true })
  @Field(() => Int, {
    description:
      'Grows with each change; commands name the one they read. Visible to whoever may see the guardianship.',
  })
  version!: number;
}
