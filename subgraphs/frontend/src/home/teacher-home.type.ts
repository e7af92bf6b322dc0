import { DateTime, SchoolDay, TimeZone, UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

const seen = 'Seen by that person alone.';

@ObjectType({ description: `The first screen of who teaches. ${seen}` })
@Directive('@key(fields: "id")')
export class TeacherHome {
  @Field(() => UUID, { description: `The person's id. ${seen}` })
  id!: string;

  @Field(() => SchoolDay, { description: `The school day that it is. ${seen}` })
  date!: string;

  @Field(() => TimeZone, { description: `The time zone of the school, by which that is. ${seen}` })
  timeZone!: string;
}

@ObjectType({ description: `A student of a section who is on leave today, and so excused. ${seen}` })
export class StudentOnLeave {
  studentId!: string;

  sectionId!: string;

  @Field(() => DateTime, { description: `From when of the day on. ${seen}` })
  from!: Date;

  @Field(() => DateTime, { description: `Until when. ${seen}` })
  to!: Date;
}
