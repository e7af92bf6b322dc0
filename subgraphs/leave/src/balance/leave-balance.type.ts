import { Field, Float, Int, ObjectType } from 'type-graphql';

const seen = "Seen by whoever sees the person's leave.";

@ObjectType({
  description: `What a person has of one kind of leave in one of its years: the sum of its entries. ${seen}`,
})
export class LeaveBalance {
  leaveTypeId!: string;

  @Field(() => Int, { description: `The year, by the calendar year in which it began. ${seen}` })
  leaveYear!: number;

  @Field(() => Float, { description: `Days that were given. ${seen}` })
  grantedDays!: number;

  @Field(() => Float, { description: `Days that were taken, less those given back. ${seen}` })
  takenDays!: number;

  @Field(() => Float, {
    description: `Days of requests that nobody has decided: they are held back. ${seen}`,
  })
  pendingDays!: number;
}
