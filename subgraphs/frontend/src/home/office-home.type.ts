import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { LessonToTake } from './lesson.type.ts';

const seen = 'Seen by who oversees the organization.';

@ObjectType({ description: `How the registers of a day stand in an organization and all below it. ${seen}` })
export class OfficeDayCounts {
  @Field(() => SchoolDay, { description: `The school day. ${seen}` })
  date!: string;

  @Field(() => Int, { description: `Lessons of the day. ${seen}` })
  lessons!: number;

  @Field(() => Int, { description: `Of how many the register was taken. ${seen}` })
  taken!: number;

  @Field(() => Int, { description: `Students that they expect, once for each lesson. ${seen}` })
  expected!: number;

  @Field(() => Int, { description: `Of these, present. ${seen}` })
  present!: number;

  @Field(() => Int, { description: `Of these, late. ${seen}` })
  late!: number;

  @Field(() => Int, { description: `Of these, absent. ${seen}` })
  absent!: number;
}

@ObjectType({ description: `The registers of an organization and all below it. ${seen}` })
export class OfficeAttendance {
  @Field(() => OfficeDayCounts, { description: `Today. ${seen}` })
  today!: OfficeDayCounts;

  @Field(() => [OfficeDayCounts], {
    description: `The last twenty days with lessons up to today, in order. ${seen}`,
  })
  recent!: OfficeDayCounts[];

  @Field(() => Int, {
    description: `Lessons of today that have begun, and whose register was not taken. ${seen}`,
  })
  missingCount!: number;

  @Field(() => [LessonToTake], { description: `The first twenty of these, in the order of time. ${seen}` })
  missing!: LessonToTake[];
}

@ObjectType({
  description:
    'The first screen of who runs an organization. Seen by administrators, registrars, heads of department and bursars of it or above it.',
})
@Directive('@key(fields: "id")')
export class OfficeHome {
  @Field(() => UUID, { description: "The organization's id. Seen by whoever sees the screen." })
  id!: string;
}
