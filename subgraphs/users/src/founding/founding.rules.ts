import { badInput, refusal } from '@learnova/platform/refusal';
import type { Founding } from '@learnova/schema/founding';
import type { Dated } from '../dated.rules.ts';
import { decideName } from '../name.rules.ts';
import { decideLocale, noTimeZone } from '../organization/organization.rules.ts';
import { decideEmail, emailTaken } from '../person/email.rules.ts';
import { decidePassword } from '../sign-in/password.rules.ts';

/** What stands before an installation is founded. */
export interface Before {
  readonly institution: { readonly name: string } | undefined;
  /** All who were, are or will be administrators of the institution. */
  readonly administrators: readonly Dated[];
  /** Somebody has the administrator's e-mail. */
  readonly isEmailTaken: boolean;
  /** The database knows the time zone; whatever it is asked that has none. */
  readonly isTimeZoneKnown: boolean;
}

/**
 * Where nobody is or will be administrator, the operator names the first one; everybody after is named by an administrator.
 * Throws ADMINISTRATOR_EXISTS, INSTITUTION_EXISTS, EMAIL_TAKEN or BAD_USER_INPUT.
 * @param today the day in the time zone of the institution that stands; of no matter where there is none
 */
export function decideFounding(founding: Founding, before: Before, today: string): Founding {
  if (before.administrators.some(({ to }) => to === null || to > today))
    throw refusal(
      'ADMINISTRATOR_EXISTS',
      'There is an administrator already, and whoever else is to be one is named by an administrator. Nothing was changed.',
    );
  const institution = decideInstitution(founding.institution, before);
  const { name, sortName, password } = founding.administrator;
  const email = decideEmail(founding.administrator.email, ['administrator', 'email']);
  if (before.isEmailTaken) throw emailTaken(['administrator', 'email']);
  const administrator = {
    name: decideName(name, ['administrator', 'name']),
    sortName: decideName(sortName, ['administrator', 'sortName']),
    ...{ email, password },
  };
  const around = [administrator.name, email, institution?.name ?? before.institution?.name ?? ''];
  decidePassword(password, around);
  return { institution, administrator };
}

function decideInstitution(institution: Founding['institution'], before: Before): Founding['institution'] {
  if (before.institution) {
    if (!institution) return null;
    const sentence = `The institution stands already: ${before.institution.name}. Name the administrator alone.`;
    throw refusal('INSTITUTION_EXISTS', sentence);
  }
  const path = ['institution'];
  if (!institution)
    throw badInput(path, 'There is no institution yet: say what it is called, and where it is.');
  const { name, timeZone, locale } = institution;
  if (!before.isTimeZoneKnown) throw noTimeZone(timeZone, [...path, 'timeZone']);
  return {
    name: decideName(name, [...path, 'name']),
    timeZone,
    locale: decideLocale(locale, [...path, 'locale']),
  };
}
