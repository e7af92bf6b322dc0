import { Field, ObjectType } from 'type-graphql';
import { Guardianship } from '../guardianship/guardianship.entity.ts';
import { Guardian } from '../person/guardian.entity.ts';
import type { PersonRow } from '../person/person.reads.ts';
import { Staff } from '../person/staff.entity.ts';
import { Student } from '../person/student.entity.ts';
import type { StudentRow } from '../person/student.loader.ts';

@ObjectType({ description: 'The student who was written down. Visible to who did it.' })
export class CreateStudentPayload {
  @Field(() => Student, { description: 'The student. Visible to who wrote them down.' })
  student!: StudentRow;
}

@ObjectType({ description: 'The member of staff who was written down. Visible to who did it.' })
export class CreateStaffPayload {
  @Field(() => Staff, { description: 'The member of staff. Visible to who wrote them down.' })
  staff!: PersonRow;
}

@ObjectType({
  description: 'The guardian who was written down, with the first child. Visible to who did it.',
})
export class CreateGuardianPayload {
  @Field(() => Guardian, { description: 'The guardian. Visible to who wrote them down.' })
  guardian!: PersonRow;

  @Field(() => Guardianship, { description: 'That they stand for the child. Visible to who wrote it down.' })
  guardianship!: Guardianship;
}
