import { DateTime, SchoolDay, TimeZone, UUID } from '@learnova/schema/scalars';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by the student and by guardians who may see the records.';

@ObjectType({ description: `What registers of a day say of a student. ${seen}` })
export class StudentDayCounts {
  @Field(() => SchoolDay, { description: `The school day. ${seen}` })
  date!: string;

  @Field(() => Int, { description: `Lessons in which they were present. ${seen}` })
  present!: number;

  @Field(() => Int, { description: `Lessons to which they came late. ${seen}` })
  late!: number;

  @Field(() => Int, { description: `Lessons from which they were absent, excused or not. ${seen}` })
  absent!: number;

  @Field(() => Int, { description: `Of these, excused. ${seen}` })
  excused!: number;
}

@ObjectType({ description: `What registers say of a student since a day. ${seen}` })
export class StudentAttendance {
  @Field(() => SchoolDay, { description: `The first day that counts: of the term. ${seen}` })
  since!: string;

  @Field(() => Int, { description: `Lessons in which they were present. ${seen}` })
  present!: number;

  @Field(() => Int, { description: `Lessons to which they came late. ${seen}` })
  late!: number;

  @Field(() => Int, { description: `Lessons from which they were absent, excused or not. ${seen}` })
  absent!: number;

  @Field(() => Int, { description: `Of these, excused. ${seen}` })
  excused!: number;

  @Field(() => [StudentDayCounts], { description: `Day by day, in order. ${seen}` })
  days!: StudentDayCounts[];
}

@ObjectType({
  description: `That a result can be seen since a while: what it is stands in the result itself, if it is shown. ${seen}`,
})
export class NewResult {
  resultId!: string;

  sectionId!: string;

  @Field(() => DateTime, { description: `Since when. ${seen}` })
  publishedAt!: Date;
}

@ObjectType({ description: `Leave of a student that was granted or waits. ${seen}` })
export class LeaveAhead {
  @Field(() => SchoolDay, { description: `The first day. ${seen}` })
  firstDay!: string;

  @Field(() => SchoolDay, { description: `The last day. ${seen}` })
  lastDay!: string;

  @Field(() => Boolean, { description: `Whether it was granted; otherwise it waits. ${seen}` })
  isApproved!: boolean;
}

@ObjectType({
  description:
    'The first screen about a student. Seen by the student, by guardians of today who may see the records, and by those who pay.',
})
@Directive('@key(fields: "id")')
export class StudentHome {
  @Field(() => UUID, { description: "The student's id. Seen by whoever sees the screen." })
  id!: string;

  @Field(() => SchoolDay, { description: 'The school day that it is. Seen by whoever sees the screen.' })
  date!: string;

  @Field(() => TimeZone, {
    description: "The time zone of the student's school, by which that is. Seen by whoever sees the screen.",
  })
  timeZone!: string;
}
