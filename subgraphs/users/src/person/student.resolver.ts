import { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Guardianship } from '../guardianship/guardianship.entity.ts';
import { guardianshipsOfStudent } from '../guardianship/guardianship.loader.ts';
import { Organization } from '../organization/organization.entity.ts';
import { organizationLoader } from '../organization/organization.loader.ts';
import { Person } from './person.entity.ts';
import { Student } from './student.entity.ts';
import { type StudentRow, studentLoader } from './student.loader.ts';

@Resolver(() => Student)
export class StudentResolver {
  @Query(() => Student, {
    nullable: true,
    description: 'A student by id. For whoever may see the student; for anybody else there is none.',
  })
  student(@Arg('id', () => UUID, { description: 'The student.' }) id: string, @Ctx() request: Request) {
    return request.load(studentLoader, id).then(orNotFound('student'));
  }

  /** Whoever sees the student sees the person, so the row at hand is the answer. */
  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The human. Visible to whoever may see the student.',
  })
  person(@Root() student: StudentRow): StudentRow {
    return student;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The school that admitted them. Visible to whoever may see the student.',
  })
  organization(@Root() { studentOf }: StudentRow, @Ctx() request: Request) {
    return request.load(organizationLoader, studentOf).then(orNotFound('organization'));
  }

  @FieldResolver(() => [Guardianship], {
    description:
      'Who stands for them. Visible to a guardian: the own one, while it holds; to the office above the school: all that ' +
      'were ever recorded. For anybody else the list is empty.',
  })
  async guardianships(@Root() { id }: StudentRow, @Ctx() request: Request) {
    return (await request.load(guardianshipsOfStudent, id))?.guardianships ?? [];
  }
}
