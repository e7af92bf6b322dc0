import { forbidden } from '@learnova/platform/refusal';
import { Request } from '@learnova/platform/request';
import { DateTime, UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { orNotFound } from '../found.ts';
import { Person } from './person.entity.ts';
import { personLoader } from './person.loader.ts';
import { mayReach } from './person.policy.ts';
import type { PersonRow } from './person.reads.ts';
import { ownViewpoint } from './viewpoint.ts';

@Resolver(() => Person)
export class PersonResolver {
  @Query(() => Person, {
    nullable: true,
    description: 'A person by id. For whoever may see the person; for anybody else there is none.',
  })
  person(@Arg('id', () => UUID, { description: 'The person.' }) id: string, @Ctx() request: Request) {
    return request.load(personLoader, id).then(orNotFound('person'));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where mail reaches them; null where the school has none. Visible to the person, and to the administrators and ' +
      'registrars above their school, or above that of a child of theirs.',
  })
  async email(@Root() person: PersonRow, @Ctx() request: Request): Promise<string | null> {
    await checkReach(request, person, reached);
    return person.email;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where text messages reach them, as `+436641234567` (E.164); null where the school has none. Visible to the person, and to the ' +
      'administrators and registrars above their school, or above that of a child of theirs.',
  })
  async mobilePhone(@Root() person: PersonRow, @Ctx() request: Request): Promise<string | null> {
    await checkReach(request, person, reached);
    return person.mobilePhone;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      'Since when they may not sign in; null while they may. Visible to the person, and to the administrators and registrars above ' +
      'their school, or above that of a child of theirs.',
  })
  async deactivatedAt(@Root() person: PersonRow, @Ctx() request: Request): Promise<Date | null> {
    await checkReach(
      request,
      person,
      'Only the registry of the school and the person read whether they may sign in.',
    );
    return person.deactivatedAt;
  }
}

const reached =
  'Only the registry of the school and the person read how they are reached. Ask the office to pass a message on.';

async function checkReach(request: Request, person: PersonRow, otherwise: string): Promise<void> {
  if (!mayReach(await ownViewpoint(request), person)) throw forbidden(otherwise);
}
