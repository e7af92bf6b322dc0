import { DateTime } from '@learnova/schema/scalars';
import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { MeetingStub } from '../meeting.stub.ts';
import { SectionStub } from '../section.stub.ts';

const seen = 'Seen by whoever sees the screen.';

@ObjectType({ description: `A lesson that somebody attends. ${seen}` })
export class LessonToAttend {
  meetingId!: string;

  sectionId!: string;

  @Field(() => DateTime, { description: `When it begins. ${seen}` })
  startsAt!: Date;

  @Field(() => DateTime, { description: `When it ends. ${seen}` })
  endsAt!: Date;
}

@ObjectType({ description: `A lesson of which a register is taken. ${seen}` })
export class LessonToTake {
  meetingId!: string;

  sectionId!: string;

  @Field(() => DateTime, { description: `When it begins. ${seen}` })
  startsAt!: Date;

  @Field(() => DateTime, { description: `When it ends. ${seen}` })
  endsAt!: Date;

  @Field(() => Boolean, { description: `Whether its register was taken. ${seen}` })
  isTaken!: boolean;

  @Field(() => Int, { description: `How many students it expects. ${seen}` })
  expected!: number;

  @Field(() => Int, { description: `How many of them are present. ${seen}` })
  present!: number;

  @Field(() => Int, { description: `How many came late. ${seen}` })
  late!: number;

  @Field(() => Int, { description: `How many are absent. ${seen}` })
  absent!: number;
}

const whole = 'Seen by whoever sees the section; null with an error for others.';

@Resolver(() => LessonToAttend)
export class LessonToAttendResolver {
  @FieldResolver(() => MeetingStub, { nullable: true, description: `The lesson itself. ${whole}` })
  meeting(@Root() { meetingId: id }: LessonToAttend): MeetingStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, { nullable: true, description: `Its section. ${whole}` })
  section(@Root() { sectionId: id }: LessonToAttend): SectionStub {
    return { id };
  }
}

@Resolver(() => LessonToTake)
export class LessonToTakeResolver {
  @FieldResolver(() => MeetingStub, { nullable: true, description: `The lesson itself. ${whole}` })
  meeting(@Root() { meetingId: id }: LessonToTake): MeetingStub {
    return { id };
  }

  @FieldResolver(() => SectionStub, { nullable: true, description: `Its section. ${whole}` })
  section(@Root() { sectionId: id }: LessonToTake): SectionStub {
    return { id };
  }
}
