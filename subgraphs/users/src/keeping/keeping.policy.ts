import type { PersonActor } from '@learnova/platform/actor';
import { organizationsOf, type Standing } from '@learnova/platform/request';
import type { RoleName } from '@learnova/schema/asks/users';
import { registry } from '@learnova/schema/role-groups';
import { schoolsOf } from '../person/person.policy.ts';
import type { Ties } from '../person/person.reads.ts';

/** What the person who asks keeps today. */
export interface Keeper {
  /** Organizations in whose registry they are. */
  readonly registry: ReadonlySet<string>;
  /** Of these, those that they administer: where they give roles. */
  readonly administered: ReadonlySet<string>;
}

export const keeperOf = (standing: Standing): Keeper => ({
  registry: organizationsOf(standing, registry),
  administered: organizationsOf(standing, ['ADMINISTRATOR']),
});

/** How somebody is called is kept by the registry of any school of theirs, or above it. */
export const mayKeepPerson = (who: Keeper, person: Ties): boolean =>
  schoolsOf(person).some((school) => who.registry.has(school));

/**
 * What somebody signs in with opens all that they see and do. So it is kept by who is in the registry of all of their schools, and
 * could give every role that they hold: a registrar does not become an administrator by an administrator's e-mail.
 * @param roles those that the person holds now or will hold
 */
export const mayKeepSignIn = (
  who: Keeper,
  person: Ties,
  roles: readonly { readonly role: RoleName; readonly organizationId: string }[],
): boolean =>
  mayKeepPerson(who, person) &&
  schoolsOf(person).every((school) => who.registry.has(school)) &&
  roles.every(
    ({ role, organizationId }) =>
      who.administered.has(organizationId) || (role === 'TEACHER' && who.registry.has(organizationId)),
  );

/** Whether somebody may sign in is decided likewise, and by nobody of themselves. */
export const mayDeactivate = (
  who: Keeper,
  actor: PersonActor,
  person: Ties,
  roles: readonly { readonly role: RoleName; readonly organizationId: string }[],
): boolean =>
  person.id !== actor.personId && person.id !== actor.onBehalfOf && mayKeepSignIn(who, person, roles);
