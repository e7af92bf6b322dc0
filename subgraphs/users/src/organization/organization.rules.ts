import { badInput, refusal } from '@learnova/platform/refusal';
import { decideName } from '../name.rules.ts';
import type { OrganizationKind } from './organization-kind.enum.ts';

/** What may stand directly below what. The institution stands below nothing, and is founded by whoever runs the installation. */
const standsBelow: Readonly<Record<OrganizationKind, readonly OrganizationKind[]>> = {
  INSTITUTION: [],
  CAMPUS: ['INSTITUTION'],
  SCHOOL: ['INSTITUTION', 'CAMPUS'],
  DEPARTMENT: ['CAMPUS', 'SCHOOL'],
};

/** What an organization is to be called, and where it differs from what stands above it. */
export interface Wanted {
  readonly kind: OrganizationKind;
  readonly name: string;
  readonly timeZone: string | null;
  readonly locale: string | null;
}

export interface Surroundings {
  readonly parent: { readonly kind: OrganizationKind };
  /** What else stands directly below the same. */
  readonly siblings: readonly { readonly name: string }[];
  /** The database knows the zone; whatever it is asked that has none. */
  readonly isTimeZoneKnown: boolean;
}

/** Decides a new organization. Throws BAD_USER_INPUT, USERS_ORGANIZATION_MISPLACED or USERS_ORGANIZATION_EXISTS. */
export function decideOrganization(
  wanted: Wanted,
  { parent, siblings, isTimeZoneKnown }: Surroundings,
): Wanted {
  const { kind, timeZone } = wanted;
  if (!standsBelow[kind].includes(parent.kind)) {
    const sentence =
      'Below the institution stand campuses and schools, below a campus schools and departments, below a school departments. ' +
      'Choose another kind, or another place.';
    throw refusal('USERS_ORGANIZATION_MISPLACED', sentence, { field: ['input', 'kind'] });
  }
  const name = decideNameAmong(wanted.name, siblings);
  if (timeZone !== null && !isTimeZoneKnown) throw noTimeZone(timeZone, ['input', 'timeZone']);
  return { kind, name, timeZone, locale: wanted.locale && decideLocale(wanted.locale, ['input', 'locale']) };
}

/** What is to change: left out, it stays; a locale of null is that of what stands above. */
export interface Change {
  readonly name?: string | null | undefined;
  readonly locale?: string | null | undefined;
}

export interface Named {
  readonly name: string;
  readonly locale: string | null;
}

/** Decides another name or locale. Throws BAD_USER_INPUT or USERS_ORGANIZATION_EXISTS. */
export function decideChange(
  change: Change,
  current: Named & { readonly kind: OrganizationKind },
  siblings: readonly { readonly name: string }[],
): Named {
  const name = change.name == null ? current.name : decideNameAmong(change.name, siblings);
  if (change.locale === undefined) return { name, locale: current.locale };
  if (change.locale === null && current.kind === 'INSTITUTION')
    throw badInput(['input', 'locale'], 'Nothing stands above the institution: it has a locale of its own.');
  return { name, locale: change.locale && decideLocale(change.locale, ['input', 'locale']) };
}

/** Two schools of one name in one place would be told apart by nobody. */
function decideNameAmong(name: string, siblings: readonly { readonly name: string }[]): string {
  const decided = decideName(name, ['input', 'name']);
  if (siblings.some((other) => other.name.toLowerCase() === decided.toLowerCase())) {
    const sentence =
      'Another organization of this name stands in the same place. Use it, or choose another name.';
    throw refusal('USERS_ORGANIZATION_EXISTS', sentence, { field: ['input', 'name'] });
  }
  return decided;
}

/** As BCP 47 writes it: `de-at` becomes `de-AT`. Throws BAD_USER_INPUT. */
export function decideLocale(locale: string, path: readonly string[]): string {
  try {
    return new Intl.Locale(locale).toString();
  } catch {
    throw badInput(path, `${locale} is no locale. Write it as in de-AT.`);
  }
}

export function noTimeZone(timeZone: string, path: readonly string[]) {
  return badInput(path, `${timeZone} is no time zone. Write it as in Europe/Vienna.`);
}
