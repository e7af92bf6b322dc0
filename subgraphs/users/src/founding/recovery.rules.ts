import { refusal } from '@learnova/platform/refusal';
import type { PasswordOwner } from '../sign-in/password.reads.ts';

/**
 * Whose password it is. Throws NO_SUCH_ADMINISTRATOR.
 * @param email as `normalEmail` writes it
 * @param administrators of the institution, who are it today
 */
export function decideRecovery(
  email: string,
  administrators: readonly (PasswordOwner | null)[],
): PasswordOwner {
  const found = administrators.find((one) => one?.email === email);
  if (found) return found;
  throw refusal(
    'NO_SUCH_ADMINISTRATOR',
    'No administrator of the institution has this e-mail. Whoever is none has a link sent from the sign-in page. Nothing was changed.',
  );
}
