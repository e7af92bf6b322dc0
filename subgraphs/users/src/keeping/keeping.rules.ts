import { badInput, refusal } from '@learnova/platform/refusal';
import type { RoleName } from '@learnova/schema/asks/users';
import { decideName } from '../name.rules.ts';
import { decideFreeEmail } from '../person/person.rules.ts';

/** What is to be another: left out, it stays. */
export interface Change {
  readonly name?: string | null | undefined;
  readonly sortName?: string | null | undefined;
  readonly email?: string | null | undefined;
}

export interface Called {
  readonly name: string;
  readonly sortName: string;
  readonly email: string | null;
}

/** Whether a change concerns what they sign in with, before anything of it is decided. */
export const changesEmail = ({ email }: Change, current: Called): boolean =>
  email !== undefined && (email?.trim().toLowerCase() ?? null) !== current.email;

/**
 * Decides how somebody is called from now on. Whose lists go by the name as it is written goes on so under another name.
 * Throws BAD_USER_INPUT, EMAIL_TAKEN or USERS_EMAIL_NEEDED.
 * @param taken the e-mails that somebody else has
 * @param roles those that the person holds now or will hold
 */
export function decideChange(
  change: Change,
  current: Called,
  taken: ReadonlySet<string>,
  roles: readonly { readonly role: RoleName }[],
): Called {
  const name = change.name == null ? current.name : decideName(change.name, ['input', 'name']);
  return { name, sortName: sortNameOf(change, current, name), email: emailOf(change, current, taken, roles) };
}

function sortNameOf({ sortName }: Change, current: Called, name: string): string {
  if (sortName === undefined) return current.sortName === current.name ? name : current.sortName;
  return sortName === null ? name : decideName(sortName, ['input', 'sortName']);
}

function emailOf(
  change: Change,
  current: Called,
  taken: ReadonlySet<string>,
  roles: readonly { readonly role: RoleName }[],
): string | null {
  if (!changesEmail(change, current)) return current.email;
  const field = ['input', 'email'];
  if (change.email != null) return decideFreeEmail(change.email, taken, field);
  if (!roles.some(({ role }) => role === 'ADMINISTRATOR')) return null;
  const sentence =
    'Who administers an organization signs in by an e-mail. Give another one, or end the role first.';
  throw refusal('USERS_EMAIL_NEEDED', sentence, { field });
}

/** Since when somebody may not sign in. Throws BAD_USER_INPUT for who may not already. */
export function decideDeactivation(current: Date | null, now: Date): Date {
  if (current === null) return now;
  throw badInput(['input', 'personId'], 'They may not sign in already. Load them again.');
}

/** Throws BAD_USER_INPUT for who may sign in. */
export function decideReactivation(current: Date | null): null {
  if (current !== null) return null;
  throw badInput(['input', 'personId'], 'They may sign in already. Load them again.');
}
