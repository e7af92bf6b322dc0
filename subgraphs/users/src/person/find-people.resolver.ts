import { FindArgs } from '@learnova/platform/find';
import { Request } from '@learnova/platform/request';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Viewer } from '../viewer/viewer.type.ts';
import { findPeople } from './find-people.reads.ts';
import { FoundPerson } from './found-person.type.ts';
import { personLoader } from './person.loader.ts';
import { staffLoader } from './staff.loader.ts';
import { studentLoader } from './student.loader.ts';

@Resolver(() => Viewer)
export class FindPeopleResolver {
  @FieldResolver(() => [FoundPerson], {
    description:
      'People by the beginnings of their names, by a number, or by a whole e-mail that the viewer may read: those whom the viewer may ' +
      'see, whose surname begins so first. Visible to themselves only.',
  })
  async findPeople(
    @Root() _viewer: Viewer,
    @Args(() => FindArgs) args: FindArgs,
    @Ctx() request: Request,
  ): Promise<FoundPerson[]> {
    const ids = await findPeople(request, args);
    const [people, students, staff] = await Promise.all([
      request.loadMany(personLoader, ids),
      request.loadMany(studentLoader, ids),
      request.loadMany(staffLoader, ids),
    ]);
    return people.flatMap((person, n) =>
      person ? [{ person, student: students[n] ?? null, staff: staff[n] ?? null } as FoundPerson] : [],
    );
  }
}
