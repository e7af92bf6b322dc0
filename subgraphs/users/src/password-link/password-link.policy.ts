import { mayReach } from '../person/person.policy.ts';
import type { Ties } from '../person/person.reads.ts';
import type { OwnViewpoint } from '../person/viewpoint.ts';

/** Whoever keeps the school's records invites its people, and nobody themselves. */
export const mayInvite = (who: OwnViewpoint, person: Ties): boolean =>
  who.personId !== person.id && mayReach(who, person);
