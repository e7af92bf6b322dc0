import { Field, Int, ObjectType } from 'type-graphql';
import type { Counts } from '../mark/mark.rules.ts';

const seen = 'Seen by who teaches or oversees the section.';

@ObjectType({
  description: `How many students are what: present, late, absent and unmarked add up to those expected. ${seen}`,
})
export class RegisterCounts implements Counts {
  @Field(() => Int, { description: `Students who are to be named. ${seen}` })
  expected!: number;

  @Field(() => Int, { description: `Students who were there from the beginning. ${seen}` })
  present!: number;

  @Field(() => Int, { description: `Students who came late: there, with minutes lost. ${seen}` })
  late!: number;

  @Field(() => Int, { description: `Students who were not there, excused or not. ${seen}` })
  absent!: number;

  @Field(() => Int, { description: `Students of whom nothing was said: neither absent nor present. ${seen}` })
  unmarked!: number;

  @Field(() => Int, {
    description: `Of those absent: excused by their code, or by leave that was granted. ${seen}`,
  })
  excused!: number;

  @Field(() => Int, {
    description: `Of those who were there by a teacher's word: who has leave that was granted. ${seen}`,
  })
  conflicts!: number;
}
