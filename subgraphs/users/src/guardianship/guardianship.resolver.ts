import { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Guardian } from '../person/guardian.entity.ts';
import { guardianLoader } from '../person/guardian.loader.ts';
import { Student } from '../person/student.entity.ts';
import { studentLoader } from '../person/student.loader.ts';
import { Guardianship } from './guardianship.entity.ts';

@Resolver(() => Guardianship)
export class GuardianshipResolver {
  @FieldResolver(() => Student, {
    nullable: true,
    description: 'The child. Visible to whoever may see the guardianship.',
  })
  student(@Root() { studentId }: Guardianship, @Ctx() request: Request) {
    return request.load(studentLoader, studentId).then(orNotFound('student'));
  }

  @FieldResolver(() => Guardian, {
    nullable: true,
    description: 'The adult. Visible to whoever may see the guardianship.',
  })
  guardian(@Root() { guardianId }: Guardianship, @Ctx() request: Request) {
    return request.load(guardianLoader, guardianId).then(orNotFound('guardian'));
  }
}
