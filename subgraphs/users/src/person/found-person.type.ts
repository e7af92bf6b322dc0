import { Field, ObjectType } from 'type-graphql';
import { Person } from './person.entity.ts';
import { Staff } from './staff.entity.ts';
import { Student } from './student.entity.ts';

@ObjectType({ description: 'Somebody whom a viewer has looked for. Visible to that viewer alone.' })
export class FoundPerson {
  @Field(() => Person, { description: 'The human. Visible to whoever has found them.' })
  person!: Person;

  @Field(() => Student, {
    nullable: true,
    description: 'The human as a student; null for who is none, or none that the viewer may see.',
  })
  student!: Student | null;

  @Field(() => Staff, {
    nullable: true,
    description: 'The human as a member of staff; null for who is none, or none that the viewer may see.',
  })
  staff!: Staff | null;
}
