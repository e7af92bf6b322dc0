import { Refusal } from '@learnova/platform/refusal';
import { decideName } from '../name.rules.ts';
import { decideEmail, emailTaken } from './email.rules.ts';
import { normalMobile } from './mobile.rules.ts';

/** What is said of somebody who is new. */
export interface PersonWish {
  readonly name: string;
  readonly sortName?: string | null;
  readonly email?: string | null;
  readonly mobilePhone?: string | null;
}

export interface PersonDetails {
  readonly name: string;
  readonly sortName: string;
  readonly email: string | null;
  readonly mobilePhone: string | null;
}

/** The decisions upon the parts of something, one by one: each answers its part or throws a refusal. */
export type Parts<T> = { readonly [K in keyof T]: () => T[K] };

/**
 * What is decided of somebody new. Without a sort name of its own a name is ordered as it is written: which of its words is the
 * family's, no rule can tell, and so none takes it apart.
 * @param emails those that somebody has already, of all that are wished for
 */
export function personParts(
  wish: PersonWish,
  emails: ReadonlySet<string>,
  path: readonly string[],
): Parts<PersonDetails> {
  const { name, sortName, email, mobilePhone } = wish;
  return {
    name: () => decideName(name, [...path, 'name']),
    sortName: () => (sortName == null ? name.trim() : decideName(sortName, [...path, 'sortName'])),
    email: () => (email == null ? null : decideFreeEmail(email, emails, [...path, 'email'])),
    mobilePhone: () => (mobilePhone == null ? null : normalMobile(mobilePhone, [...path, 'mobilePhone'])),
  };
}

/** Throws BAD_USER_INPUT or EMAIL_TAKEN. */
export function decideFreeEmail(email: string, taken: ReadonlySet<string>, path: readonly string[]): string {
  const normal = decideEmail(email, path);
  if (taken.has(normal)) throw emailTaken(path);
  return normal;
}

/** All parts, or the refusal of the first that cannot be. */
export function decideAll<T>(parts: Parts<T>): T {
  return Object.fromEntries(entriesOf(parts).map(([part, decide]) => [part, decide()])) as T;
}

/** All parts, or the refusals of all that cannot be. */
export function attemptAll<T>(
  parts: Parts<T>,
): { readonly decided: T } | { readonly faults: readonly Refusal[] } {
  const faults: Refusal[] = [];
  const decided = entriesOf(parts).map(([part, decide]) => {
    try {
      return [part, decide()] as const;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(error);
      return [part, null] as const;
    }
  });
  return faults.length > 0 ? { faults } : { decided: Object.fromEntries(decided) as T };
}

const entriesOf = <T>(parts: Parts<T>) => Object.entries(parts) as [string, () => unknown][];
