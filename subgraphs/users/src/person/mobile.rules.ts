import { refusal } from '@learnova/platform/refusal';
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';

/**
 * A number to which a text message can go, as E.164 writes it (ITU-T E.164: `+`, country, number; 15 digits at most), by the numbering
 * plans that libphonenumber knows. Only with its country's code: without one nobody can tell where it rings.
 * @throws USERS_MOBILE_PHONE_INVALID
 */
export function normalMobile(number: string, path: readonly string[]): string {
  const trimmed = number.trim();
  const parsed = trimmed.length <= 40 ? parsePhoneNumberFromString(trimmed, { extract: false }) : undefined;
  if (parsed?.isValid() && !parsed.ext) return parsed.number;
  throw refusal(
    'USERS_MOBILE_PHONE_INVALID',
    "This is no number of a mobile phone. Write it with its country's code: +43 664 1234567.",
    { field: path },
  );
}
