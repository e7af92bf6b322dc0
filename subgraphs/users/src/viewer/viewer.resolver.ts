import { person } from '@learnova/platform/actor';
import { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Guardianship } from '../guardianship/guardianship.entity.ts';
import { guardianshipsToday } from '../guardianship/guardianship.reads.ts';
import { Person } from '../person/person.entity.ts';
import { personLoader } from '../person/person.loader.ts';
import { rolesToday } from '../role/role.reads.ts';
import { RoleAssignment } from '../role/role-assignment.entity.ts';
import { openSessions } from '../sign-in/sign-in.reads.ts';
import { SignInSession } from '../sign-in/sign-in-session.entity.ts';
import { viewerLoader } from './viewer.loader.ts';
import { Viewer } from './viewer.type.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who asks. For everybody who is signed in.' })
  viewer(@Ctx() request: Request) {
    return request.load(viewerLoader, person(request).personId);
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The human who asks. Visible to themselves only.',
  })
  person(@Root() { id }: Viewer, @Ctx() request: Request) {
    return request.load(personLoader, id).then(orNotFound('person'));
  }

  @FieldResolver(() => [RoleAssignment], {
    description: 'The roles they hold today. Visible to themselves only.',
  })
  roles(@Root() { id }: Viewer, @Ctx() request: Request) {
    return rolesToday(request, id);
  }

  @FieldResolver(() => [Guardianship], {
    description: 'The children whose guardian they are today. Visible to themselves only.',
  })
  children(@Root() { id }: Viewer, @Ctx() request: Request) {
    return guardianshipsToday(request, { guardianIds: [id] });
  }

  @FieldResolver(() => [SignInSession], {
    description: 'Their sign-ins that still stand, the newest first. Visible to themselves only.',
  })
  sessions(@Root() { id }: Viewer, @Ctx() request: Request) {
    return openSessions(request, id);
  }
}
