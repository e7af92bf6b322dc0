import { z } from 'zod';
import { defineEvent, id, schoolDay } from '../define.ts';

/** A guardianship was recorded, changed or ended. The dates in it decide, not this event. */
export const GuardianshipChanged = defineEvent(
  'users.guardianship-changed',
  z.object({ guardianshipId: id, guardianId: id, studentId: id, from: schoolDay, to: schoolDay.nullable() }),
);

/** A role was given to a person in an organization, or its end was set. */
export const RoleChanged = defineEvent(
  'users.role-changed',
  z.object({
    roleAssignmentId: id,
    personId: id,
    organizationId: id,
    from: schoolDay,
    to: schoolDay.nullable(),
  }),
);

/** A link by which somebody chooses a password is wanted: of whom, and whether it still is, says the ask `users.wanted-password-link`. */
export const PasswordLinkAsked = defineEvent('users.password-link-asked', z.object({ passwordLinkId: id }));

/** A person has another password, or their first one. Which one, nobody is told. */
export const PasswordChanged = defineEvent('users.password-changed', z.object({ personId: id }));

/**
 * A sign-in session has ended: by signing out, by its owner from elsewhere, because a refresh token was used twice, with the password
 * that it began with, or with all others of a person who may not sign in any more.
 */
export const SessionEnded = defineEvent('users.session-ended', z.object({ sessionId: id, personId: id }));
